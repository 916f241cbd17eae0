"""How much a rule weighs: by itself, and on each host."""

from __future__ import annotations

import pytest

from agentreg.diff.kinds import Kind
from agentreg.model.definition import Host
from agentreg.rules.finding import Bump, Direction, Severity
from agentreg.rules.rule import Rule, Verdict

RULE = Rule(
    "mode-was-widened", (Kind.MODE_WIDENED,), Severity.HIGH, Direction.WIDENS, Bump.MINOR,
    "wider", "It is wider.",
    on={
        Host.VSCODE: Verdict(Severity.NOTE, Bump.NONE),
        Host.GEMINI: Verdict(Severity.LOW, Bump.MAJOR),
    },
)  # fmt: skip


@pytest.mark.parametrize(
    ("hosts", "severity", "bump"),
    [
        ((Host.CLAUDE_CODE,), Severity.HIGH, Bump.MINOR),
        ((Host.VSCODE,), Severity.NOTE, Bump.NONE),
        ((Host.VSCODE, Host.GEMINI), Severity.LOW, Bump.MAJOR),
        ((Host.VSCODE, Host.CURSOR), Severity.HIGH, Bump.MINOR),
    ],
)
def test_a_rule_weighs_on_several_hosts_what_it_weighs_on_the_worst(
    hosts: tuple[str, ...], severity: Severity, bump: Bump
) -> None:
    assert RULE.verdict(hosts) == (severity, bump)


def test_a_finding_names_hosts_where_they_matter() -> None:
    assert RULE.names_host
    assert not RULE._replace(on={}).names_host
    assert RULE._replace(on={}, says="gained on {host}").names_host
