from __future__ import annotations

from agentreg.diff.kinds import Kind
from agentreg.rules.table import RULES_BY_ID
from support.cli import run_cli


def test_every_rule_and_every_kind_is_listed() -> None:
    ran = run_cli("checks")
    assert ran.code == 0
    codes = {line.split()[0] for line in ran.out.splitlines() if line}
    assert set(RULES_BY_ID) | {kind.value for kind in Kind} <= codes


def test_json_lists_the_same() -> None:
    codes = [check["code"] for check in run_cli("checks", "--json").data]
    assert codes == [*RULES_BY_ID, *(kind.value for kind in Kind)]
