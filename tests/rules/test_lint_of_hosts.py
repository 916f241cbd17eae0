"""What is told of one definition as it is on other hosts: (path, fields, exact findings)."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.rules.lint import lint

OPENCODE = ".opencode/agent/a.md"
KIRO, QWEN, STRANGE = (f".{folder}/agents/a.md" for folder in ("kiro", "qwen", "foo"))

ROWS: list[tuple[str, str, list[str]]] = [
    (KIRO, "tools: [read, write, '@git/log']", []),
    (KIRO, "tools: [fs_read, use_aws, '@builtin', '@mcp']", ["medium tools-are-unrestricted `@mcp`"]),
    (KIRO, "tools: ['*']", ["medium tools-are-unrestricted `tools` names every tool"]),
    (KIRO, "", []),
    (KIRO, "tools: [Read, knowlegde]", ["low tool-is-unknown read", "low tool-is-unknown knowledge"]),
    (KIRO, "tools: [somethingNew]", []),
    (KIRO, "allowedTools: [read]", []),
    (
        KIRO,
        "tools: [read]\nallowedTools: [read, 'fs_*', '@git', web_fetch]",
        ["medium permission-mode-is-wide allowedTools @git, web_fetch"],
    ),
    (
        KIRO,
        "tools: [read]\nallowedTools: ['@builtin']",
        ["high permission-mode-is-wide allowedTools @builtin"],
    ),
    (
        KIRO,
        "tools: [read]\npermissions: [{capability: fs_write, effect: allow}]",
        ["medium permission-mode-is-wide permissions fs_write"],
    ),
    (
        KIRO,
        "tools: [read]\npermissions: [{capability: shell, effect: allow, match: ['npm *']}]",
        [],
    ),
    (
        KIRO,
        "tools: [read]\npermissions: {rules: [{capability: all, effect: allow}]}",
        ["high permission-mode-is-wide permissions @builtin, @mcp"],
    ),
    (QWEN, "tools: read_file, ReadFiel", ["low tool-is-unknown ReadFile"]),
    (QWEN, "tools: read_file, Frobnicate", ["low tool-is-unknown the host drops it"]),
    (QWEN, "tools: read_file\napprovalMode: yolo", ["high permission-mode-is-wide yolo"]),
    (QWEN, "tools: read_file\napprovalMode: auto-edit", ["medium permission-mode-is-wide auto-edit"]),
    (".openhands/agents/a.md", "", []),
    (
        ".openhands/agents/a.md",
        "permission_mode: never_confirm",
        ["high permission-mode-is-wide never_confirm"],
    ),
    (OPENCODE, 'permission: {"*": allow}', ["medium tools-are-unrestricted every tool of opencode"]),
    (OPENCODE, 'permission: {"*": allow, bash: deny}', []),
    (".mux/agents/a.md", "tools: {add: [file_read]}", []),
    (STRANGE, "", []),
    (STRANGE, "tools: Read, Frobnicate, Grpe", []),
]


@pytest.mark.parametrize(("path", "fields", "expected"), ROWS)
def test_a_definition_is_judged_by_the_rules_of_its_host(path: str, fields: str, expected: list[str]) -> None:
    text = f"---\nname: a\ndescription: Looks after ropes.\n{fields}\n---\nYou look after ropes.\n"
    found = [finding for finding in lint(read_definition(text.encode(), path)) if finding.severity != "note"]
    assert [f"{one.severity} {one.rule}" for one in found] == [" ".join(row.split()[:2]) for row in expected]
    for one, row in zip(found, expected, strict=True):
        assert row.split(" ", 2)[2] in one.message


def test_a_step_that_needs_a_tool_is_not_doubted_where_nobody_knows_the_tools() -> None:
    text = "---\nname: a\ndescription: d\n---\nUse the `shell` tool for the log.\n"
    assert [one.rule for one in lint(read_definition(text.encode(), KIRO))] == []
