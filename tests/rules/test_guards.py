"""A guard that is only there in name is told as one that is gone."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.judge import judge

HOOK = "    - matcher: {0}\n      hooks:\n        - type: command\n          command: {1}\n"
GUARD = "hooks:\n  PreToolUse:\n" + HOOK.format("Bash", "./guard.sh")
AFTER = GUARD.replace("Pre", "Post")
CHANGED, GONE, REMOVED, ADDED = "hook-was-changed", "guard-was-removed", "hook-was-removed", "hook-was-added"
LOST = {GONE: "high", CHANGED: "high"}

ROWS = [
    ("an empty command", GUARD, GUARD.replace("./guard.sh", '""'), LOST),
    ("one that does nothing", GUARD, GUARD.replace("./guard.sh", "true"), LOST),
    ("another one", GUARD, GUARD.replace("./guard.sh", '":"'), LOST),
    ("one that ends well", GUARD, GUARD.replace("./guard.sh", "exit 0"), LOST),
    ("one that only speaks", GUARD, GUARD.replace("./guard.sh", "echo checked"), LOST),
    ("a refusal that is swallowed", GUARD, GUARD.replace("./guard.sh", "./guard.sh || true"), LOST),
    ("beside the agent", GUARD, f"{GUARD}          async: true\n", LOST),
    ("no handler left", GUARD, "hooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks: []\n", LOST),
    ("no group left", GUARD, "hooks:\n  PreToolUse: []\n", {GONE: "high", REMOVED: "note"}),
    ("another guard", GUARD, GUARD.replace("guard", "check"), {CHANGED: "high"}),
    ("another tool", GUARD, GUARD.replace("Bash", "Bsh"), LOST),
    ("one tool of two", GUARD.replace("Bash", "Bash|Edit"), GUARD.replace("Bash", "Edit"), LOST),
    ("one tool more", GUARD.replace("Bash", "Edit"), GUARD.replace("Bash", "Bash|Edit"), {CHANGED: "high"}),
    ("every tool", GUARD, GUARD.replace("Bash", "'*'"), {CHANGED: "high"}),
    ("every tool no more", GUARD.replace("Bash", "'*'"), GUARD, LOST),
    ("what guarded nothing", GUARD.replace("./guard.sh", "true"), "", {REMOVED: "note"}),
    ("a guard again", GUARD.replace("./guard.sh", "true"), GUARD, {CHANGED: "high"}),
    ("what is no guard", AFTER, AFTER.replace("./guard.sh", "true"),
     {CHANGED: "high"}),
    ("a new one that guards nothing", "", GUARD.replace("./guard.sh", "true"), {ADDED: "high"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS]
)
def test_what_became_of_a_guard(before: str, after: str, expected: dict[str, str]) -> None:
    one, other = (
        read_definition(f"---\nname: a\ndescription: d\n{text}---\n\nWork.\n".encode(), ".claude/agents/a.md")
        for text in (before, after)
    )
    found = judge(one, other, compare(one, other))
    assert {item.rule: item.severity.value for item in found} == expected
