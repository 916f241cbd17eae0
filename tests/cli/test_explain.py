from __future__ import annotations

import re

import pytest

from agentreg.report.checks import checks
from support.cli import run_cli


def test_a_rule_is_explained_with_all_that_the_table_says() -> None:
    ran = run_cli("explain", "tools-became-unrestricted")
    assert ran.code == 0
    assert ran.out == (
        "tools-became-unrestricted (rule, area tools)\n"
        "\n"
        "Without a list, or with a wildcard, a host grants all its tools, also those added later.\n"
        "\n"
        "Severity critical, direction widens, version bump minor.\n"
        "To answer: Does the agent need every tool, also those that are added later?\n"
        "What to do: name the tools that the agent needs.\n"
        "Called by: tools-unrestricted.\n"
        "Its opposite: tools-became-restricted.\n"
    )


def test_a_kind_of_change_is_explained() -> None:
    ran = run_cli("explain", "step-moved")
    assert ran.out.splitlines()[0] == "step-moved (kind, area workflow)"
    assert "Judged by: step-was-moved, question-was-postponed, question-was-advanced." in ran.out.splitlines()


def test_a_rule_that_many_kinds_call_does_not_list_them() -> None:
    (called,) = [
        line for line in run_cli("explain", "permissions-were-gained").out.splitlines() if "Called" in line
    ]
    assert re.fullmatch(r"Called by: any of \d+ kinds of change \(--json names them\)\.", called)


@pytest.mark.parametrize("code", [check["code"] for check in checks()])
def test_every_code_can_be_explained(code: str) -> None:
    assert run_cli("explain", code, "--json").data["code"] == code


def test_a_misspelt_code_suggests_the_nearest() -> None:
    ran = run_cli("explain", "step-mooved")
    assert ran.code == 2
    assert "did you mean step-moved?" in ran.err


def test_a_rule_about_one_state_is_told_with_those_about_the_change() -> None:
    ran = run_cli("explain", "data-is-sent-out")
    assert ran.code == 0
    assert "Severity high, of a definition as it is." in ran.out
    asking = run_cli("explain", "agent-is-unlisted").out
    assert "Severity medium, of a definition as it is, version bump major." in asking
    assert "Where a change leads there, it is told by: url-was-added." in ran.out
