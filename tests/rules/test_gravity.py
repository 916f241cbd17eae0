"""What is no longer forbidden or limited fails a gate where the tool does something to the world."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.judge import judge

LIFTED, WIDENED, GAINED = "tool-denial-was-lifted", "specifier-was-widened", "permissions-were-gained"
CLAUDE, OPENCODE = ".claude/agents/a.md", ".opencode/agent/a.md"

ROWS = [
    (CLAUDE, "disallowedTools: Bash, Read", "disallowedTools: Read", {LIFTED: "high"}),
    (CLAUDE, "disallowedTools: Write, Bash", "disallowedTools: Bash", {LIFTED: "high"}),
    (CLAUDE, "disallowedTools: Bash, Read", "disallowedTools: Bash", {LIFTED: "medium"}),
    (CLAUDE, "disallowedTools: mcp__db, Bash", "disallowedTools: Bash", {LIFTED: "high"}),
    (CLAUDE, "tools: Read\ndisallowedTools: Bash", "tools: Read", {LIFTED: "note"}),
    (
        CLAUDE,
        "tools: Read, Bash\ndisallowedTools: Bash",
        "tools: Read, Bash",
        {GAINED: "high", LIFTED: "high"},
    ),
    (OPENCODE, "permission:\n  bash: deny", "permission:\n  bash: allow", {LIFTED: "high"}),
    (OPENCODE, "permission:\n  bash: deny", "permission:\n  bash: ask", {LIFTED: "medium"}),
    (OPENCODE, "permission:\n  read: deny", "permission:\n  read: allow", {LIFTED: "medium"}),
    (
        OPENCODE,
        'permission:\n  "*": deny\n  bash: deny',
        'permission:\n  "*": deny\n  bash: allow',
        {GAINED: "high", LIFTED: "high"},
    ),
    (CLAUDE, "tools: Read, Bash(git log:*)", "tools: Read, Bash", {WIDENED: "high"}),
    (CLAUDE, "tools: Read, Bash(git log:*)", "tools: Read, Bash(git:*)", {WIDENED: "medium"}),
    (CLAUDE, "tools: Read(docs/**)", "tools: Read", {WIDENED: "medium"}),
]


@pytest.mark.parametrize(("path", "before", "after", "expected"), ROWS)
def test_what_comes_back_is_as_grave_as_what_the_tool_can_do(
    path: str, before: str, after: str, expected: dict[str, str]
) -> None:
    one, other = (
        read_definition(f"---\nname: a\ndescription: d\n{text}\n---\n\nWork.\n".encode(), path)
        for text in (before, after)
    )
    found = judge(one, other, compare(one, other))
    assert {item.rule: item.severity.value for item in found} == expected
