"""What release notes say of changes: (lines before, lines after, exact sentences)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.tools import Permissions, Risk
from agentreg.review.sentences import told_changes, told_finding, told_once, told_rights
from agentreg.rules.judge import judge

HEAD = "---\nname: worker\ndescription: Works.\n{}---\n\nYou work.\n\n{}"
STEPS = "## Steps\n\n1. Read it all.\n2. Judge it.\n"
RULES = "## Rules\n\n- Always name the file.\n"
TABLE = {
    "a model": (("model: a\n", ""), ("model: b\n", ""), ["runs on b instead of a"]),
    "a first model": (("", ""), ("model: b\n", ""), ["runs on b"]),
    "tools": (
        ("tools: Read\n", ""),
        ("tools: Read, LS, Glob, Grep\n", ""),
        ["may now use LS, Glob and Grep"],
    ),
    "a step": (("", STEPS), ("", f"{STEPS}3. Tell us.\n"), ["a new step: Tell us."]),
    "a step with items": (
        ("", STEPS),
        ("", f"{STEPS}3. Tell us.\n   - soon\n"),
        ["a new step: Tell us.; soon"],
    ),
    "two rules": (
        ("", RULES),
        ("", f"{RULES}- Never push.\n- Never tag.\n"),
        ["2 new rules: Never push. / Never tag."],
    ),
    "three rules": (
        ("", RULES),
        ("", f"{RULES}- Never push.\n- Never tag.\n- Never merge.\n"),
        ["3 new rules"],
    ),
    "a section": (("", RULES), ("", f"{RULES}\n## Notes\n\nA fact.\n"), ["has a new section, Notes"]),
    "an address": (
        ("", "See https://a.org/x.\n"),
        ("", "See https://b.org/x.\n"),
        ["points to https://b.org/x instead of https://a.org/x"],
    ),
    "a field": (("", ""), ("color: red\n", ""), ["has the field color"]),
    "form": (("tools: Read, LS\n", ""), ("tools: [Read, LS]\n", ""), []),
}


@pytest.mark.parametrize(("before", "after", "expected"), TABLE.values(), ids=TABLE)
def test_what_is_different(before: tuple[str, str], after: tuple[str, str], expected: list[str]) -> None:
    sides = [read_definition(HEAD.format(*one).encode(), ".claude/agents/w.md") for one in (before, after)]
    assert list(told_changes(compare(*sides))) == expected


def test_where_an_address_leads_is_not_cut_away() -> None:
    path = "x/" * 60
    sides = [
        read_definition(HEAD.format("", f"See https://{host}.org/{path}.\n").encode(), "a.md")
        for host in "ab"
    ]
    (told,) = told_changes(compare(*sides))
    assert "https://a.org" in told
    assert "https://b.org" in told


def test_who_may_use_every_tool_gained_each_right() -> None:
    texts = (HEAD.format(tools, "") for tools in ("tools: Read\n", ""))
    sides = [read_definition(text.encode(), ".claude/agents/w.md") for text in texts]
    told = list(map(told_finding, told_once(judge(*sides, compare(*sides)))))
    assert told == ["the agent now has every tool of claude-code, copilot and vscode, MCP servers included"]


@pytest.mark.parametrize(
    ("may", "told"),
    [
        (None, ""),
        (Permissions("h", True, (), tuple(Risk), ""), "may use every tool"),
        (Permissions("h", False, ("Bash",), (Risk.READ, Risk.EXECUTE), ""), "may run commands"),
        (Permissions("h", False, ("Read",), (Risk.READ,), ""), "may only read"),
        (Permissions("h", False, (), (), ""), "may use no tool"),
    ],
)
def test_what_a_new_agent_may_do(may: Permissions | None, told: str) -> None:
    assert told_rights(may) == told
