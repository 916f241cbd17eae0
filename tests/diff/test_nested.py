"""Hooks and servers: what came, went, or is another command now."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import Change, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

Fact = tuple[str, str, str, str]

HOOK = "    - matcher: {0}\n      hooks:\n        - type: command\n          command: {1}\n"
GUARD = "hooks:\n  PreToolUse:\n" + HOOK.format("Bash", "./guard.sh")
SERVER = "mcpServers:\n  - tracker:\n      command: npx\n      args: [-y, tracker]\n"


def agent(fields: str) -> Definition:
    text = f"---\nname: a\ndescription: d\n{fields}---\nYou work.\n"
    return read_definition(text.encode(), ".claude/agents/a.md")


def told(changes: tuple[Change, ...]) -> list[Fact]:
    return [(change.kind.value, change.subject, change.before, change.after) for change in changes]


WHOLE = "command: ./guard.sh"
ROWS: dict[str, tuple[str, str, list[Fact]]] = {
    "a hook comes": ("", GUARD, [("hook-added", "hook PreToolUse Bash", "", WHOLE)]),
    "another command": (
        GUARD,
        GUARD.replace("guard", "log"),
        [("hook-changed", "hook PreToolUse Bash", "command: ./guard.sh", "command: ./log.sh")],
    ),
    "a command that is emptied": (
        GUARD,
        GUARD.replace("./guard.sh", "''"),
        [("hook-changed", "hook PreToolUse Bash", "command: ./guard.sh", 'command: ""')],
    ),
    "another matcher": (
        GUARD,
        GUARD.replace("Bash", "Write"),
        [
            (
                "hook-changed",
                "hook PreToolUse Bash -> hook PreToolUse Write",
                "PreToolUse Bash",
                "PreToolUse Write",
            )
        ],
    ),
    "a second event": (
        GUARD,
        GUARD + "  Stop:\n    - hooks:\n        - command: ./tidy.sh\n",
        [("hook-added", "hook Stop", "", "command: ./tidy.sh")],
    ),
    "a second hook of an event": (
        GUARD,
        GUARD + HOOK.format("Write", "./lint.sh"),
        [("hook-added", "hook PreToolUse Write", "", "command: ./lint.sh")],
    ),
    "one of two commands behind a matcher": (
        GUARD + "        - type: command\n          command: ./second.sh\n",
        GUARD,
        [("hook-removed", "hook PreToolUse Bash", "command: ./second.sh", "")],
    ),
    "the order of events": (
        "hooks:\n  Stop:\n    - command: x\n  Start:\n    - command: y\n",
        "hooks:\n  Start:\n    - command: y\n  Stop:\n    - command: x\n",
        [("reformatted", "frontmatter", "", "")],
    ),
    "a matcher that matches all": (
        GUARD.replace("matcher: Bash", "matcher: '*'"),
        GUARD.replace("matcher: Bash", "matcher: ''"),
        [("reformatted", "frontmatter", "", "")],
    ),
    "hooks without a structure": ("", "hooks: later\n", [("hook-added", "hook", "", "later")]),
    "a server comes": (
        "",
        SERVER,
        [("mcp-server-added", "mcp server tracker", "", "command: npx, args: -y, tracker")],
    ),
    "a server is started otherwise": (
        SERVER,
        SERVER.replace("npx", "node"),
        [("mcp-server-changed", "mcp server tracker", "command: npx", "command: node")],
    ),
    "a server gets an argument": (
        SERVER,
        SERVER.replace("tracker]", "tracker, --all]"),
        [("mcp-server-changed", "mcp server tracker", "", "args.2: --all")],
    ),
    "a server by its name": (
        SERVER,
        SERVER + "  - wiki\n",
        [("mcp-server-added", "mcp server wiki", "", "wiki")],
    ),
    "a server under another name": (
        "mcpServers:\n  a: {command: x}\n",
        "mcpServers:\n  b: {command: x}\n",
        [
            ("mcp-server-added", "mcp server b", "", "command: x"),
            ("mcp-server-removed", "mcp server a", "command: x", ""),
        ],
    ),
    "a list of servers and a map of them": (
        "mcpServers:\n  - a: {command: x}\n",
        "mcpServers:\n  a: {command: x}\n",
        [("reformatted", "frontmatter", "", "")],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), ROWS.values(), ids=ROWS)
def test_a_nested_field_is_told_by_its_parts(old: str, new: str, expected: list[Fact]) -> None:
    before, after = agent(old), agent(new)
    changes = compare(before, after)
    assert told(changes) == expected
    assert sorted(told(compare(after, before))) == sorted(
        (kind, " -> ".join(reversed(subject.split(" -> "))), *texts)
        for kind, subject, *texts in told(tuple(map(mirror, changes)))
    )
    assert unexplained_lines(before.document.text, after.document.text, changes) == ()


def test_a_part_of_a_nested_field_has_its_own_place() -> None:
    after = agent(GUARD + HOOK.format("Write", "./lint.sh"))
    change = compare(agent(GUARD), after)[0]
    assert change.after_span is not None
    assert change.after_span.of(after.document.text).strip() == (
        "matcher: Write\n      hooks:\n        - type: command\n          command: ./lint.sh"
    )
