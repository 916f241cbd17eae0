"""The same text in another place, or in one where another host makes something else of it."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful, mirror
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

CLAUDE = ".claude/agents/a.md"
PLUGIN = "plugins/p/agents/a.md"
COPILOT = ".github/agents/a.agent.md"
GEMINI = ".gemini/agents/a.md"
PLAIN = "collection/a.md"

LIVELY = (
    "hooks:\n  Stop:\n    - command: x\nmcpServers: {s: {command: y}}\npermissionMode: auto\nmemory: user"
)


def agent(path: str, fields: str) -> Definition:
    return read_definition(f"---\nname: a\ndescription: d\n{fields}\n---\nYou work.\n".encode(), path)


MOVES = [
    (PLUGIN, CLAUDE, LIVELY, ["field-woken hooks", "field-woken mcpServers", "field-woken permissionMode"]),
    (
        PLAIN,
        CLAUDE,
        LIVELY,
        ["field-woken hooks", "field-woken mcpServers", "field-woken memory", "field-woken permissionMode"],
    ),
    (PLAIN, PLUGIN, LIVELY, ["field-woken memory"]),
    (PLAIN, "other/a.md", LIVELY, []),
    (CLAUDE, ".claude/agents/team/a.md", LIVELY, []),
    (PLUGIN, "plugins/q/agents/a.md", LIVELY, []),
    (PLAIN, CLAUDE, "tools: Read\nmodel: opus\ncolor: red", []),
]


@pytest.mark.parametrize(("old", "new", "fields", "expected"), MOVES)
def test_a_move_wakes_fields_that_slept(old: str, new: str, fields: str, expected: list[str]) -> None:
    before, after = agent(old, fields), agent(new, fields)
    changes = compare(before, after)
    assert sorted(f"{change.kind} {change.subject}" for change in changes) == expected
    assert sorted(map(mirror, changes)) == sorted(compare(after, before))


LOADING = [
    (GEMINI, "", "color: red", ["stopped-loading agent a (gemini)", "field-added color"]),
    (GEMINI, "tools: [read_file]", "tools: read_file", ["stopped-loading agent a (gemini)"]),
    (CLAUDE, "", "name: -a", ["stopped-loading agent -a (claude-code)", "renamed name", "key-repeated name"]),
    (CLAUDE, "", "color: red", ["field-added color"]),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), LOADING)
def test_a_host_that_loads_only_one_side_is_named(path: str, old: str, new: str, expected: list[str]) -> None:
    before, after = agent(path, old), agent(path, new)
    changes = compare(before, after)
    facts = [f"{change.kind} {change.subject}" for change in changes if is_meaningful(change)]
    assert [fact for fact in facts if "ambiguous" not in fact] == [
        fact.replace("agent -a", "agent a") for fact in expected
    ]
    assert len(compare(after, before)) == len(changes)


def test_an_emptied_file_is_gone_for_the_hosts_that_skip_it_only() -> None:
    before, after = agent(CLAUDE, "tools: Read"), read_definition(b"", CLAUDE)
    stopped = compare(before, after)[0]
    assert stopped.subject == "agent a (claude-code, copilot)"
    assert stopped.after == "without frontmatter it is taken for documentation; it needs a description"


def test_a_folder_that_no_host_reads_is_seen_as_claude_code_sees_it_once_installed() -> None:
    before, after = read_definition(b"Notes.\n", PLAIN), agent(PLAIN, "tools: Read")
    assert compare(before, after)[0].subject == "agent a (claude-code once installed)"
