"""Definitions written for another host: what both know is compared, what one does not know is lost."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

CLAUDE = ".claude/agents/a.md"
PLAIN = "collection/a.md"
COPILOT = ".github/agents/a.agent.md"
OPENCODE = ".opencode/agents/a.md"
GEMINI = ".gemini/agents/a.md"
CURSOR = ".cursor/agents/a.md"
CODEX = ".codex/agents/a.toml"
KIRO = ".kiro/agents/a.md"
QWEN = ".qwen/agents/a.md"
OPENHANDS = ".openhands/agents/a.md"
# What OpenCode allows unless it is told otherwise.
REST = "  task: false\n  skill: false\n  todowrite: false\n  todoread: false\n"


def agent(path: str, fields: str) -> Definition:
    if path == CODEX:
        text = f'name = "a"\ndescription = "d"\n{fields}\ndeveloper_instructions = """\nYou work.\n"""\n'
    else:
        name = "" if path == OPENCODE else "name: a\n"
        text = f"---\n{name}description: d\n{fields}\n---\nYou work.\n"
    return read_definition(text.encode(), path)


ROWS: dict[str, tuple[str, str, str, str, list[str]]] = {
    "the same rights in a map": (
        CLAUDE,
        "tools: Read, Grep, Glob, Edit, Write",
        OPENCODE,
        f"tools:\n  read: true\n  bash: false\n  webfetch: false\n  websearch: false\n{REST}",
        [],
    ),
    "a list that becomes a map of some": (
        PLAIN,
        "tools: Read, Grep, Write, Bash, WebFetch",
        OPENCODE,
        f"tools:\n  bash: false\n{REST}",
        ["tool-revoked tool shell"],
    ),
    "what is not named in the map": (
        PLAIN,
        "tools: Read, Grep, Write, Bash, WebFetch",
        OPENCODE,
        "mode: subagent\ntools:\n  task: false\n",
        ["tool-granted tool skill", "tool-granted tool todo"],
    ),
    "no map at all": (CLAUDE, "tools: Read", OPENCODE, "mode: subagent", ["tools-unrestricted tools"]),
    "names that are one": (CLAUDE, "tools: Read, Write", COPILOT, "tools: [read, edit]", []),
    "a server": (CLAUDE, "tools: Read, mcp__s__t", COPILOT, "tools: [read, 's/*']", []),
    "another server": (
        CLAUDE,
        "tools: Read, mcp__s__t",
        COPILOT,
        "tools: [read, 'u/*']",
        ["server-revoked server s", "server-granted server u"],
    ),
    "a host with other names": (
        CLAUDE,
        "tools: Read, Bash",
        GEMINI,
        "tools: [read_file]",
        ["tool-revoked tool shell"],
    ),
    "a host without a list": (CLAUDE, "tools: Read, Grep", CODEX, "", ["conversion-lost tools"]),
    "a sandbox instead of a list": (
        CLAUDE,
        "tools: Read, Grep",
        CODEX,
        'sandbox_mode = "read-only"',
        ["conversion-gained sandbox_mode"],
    ),
    "a switch instead of a list": (
        CLAUDE,
        "tools: Read, Grep",
        CURSOR,
        "readonly: true",
        ["mode-narrowed readonly"],
    ),
    "no switch instead of a list": (CLAUDE, "tools: Read, Grep", CURSOR, "", ["conversion-lost tools"]),
    "no list on either side": (CLAUDE, "", CURSOR, "", []),
    "settings under other names": (
        CLAUDE,
        "maxTurns: 5\nmcpServers: {s: {command: x}}",
        GEMINI,
        "max_turns: 5\nmcp_servers: {s: {command: x}}",
        [],
    ),
    "settings that differ": (CLAUDE, "maxTurns: 5", OPENCODE, "steps: 9", ["turns-raised maxTurns"]),
    "what the new host does not know": (
        CLAUDE,
        "permissionMode: plan\nmemory: user\ncolor: red",
        COPILOT,
        "",
        ["conversion-lost permissionMode", "conversion-lost memory"],
    ),
    "what another host of the folder knows": (
        CLAUDE,
        "hooks:\n  Stop:\n    - command: x",
        COPILOT,
        "",
        ["hook-removed hook Stop"],
    ),
    "a list of tools that need no question": (
        CLAUDE,
        "tools: Read, Bash",
        KIRO,
        "allowedTools: [read, shell]",
        ["tools-unstated tools", "conversion-gained allowedTools"],
    ),
    "no list, and none where nobody knows what that grants": (CLAUDE, "", KIRO, "", []),
    "the same rights under other names": (
        CLAUDE,
        "tools: Read, Edit, Bash, mcp__s__t",
        KIRO,
        "tools: [read, write, shell, '@s/t']",
        [],
    ),
    "no list where that grants nothing": (
        CLAUDE,
        "tools: Read, Bash",
        OPENHANDS,
        "",
        ["tool-revoked tool shell"],
    ),
    "another program of the same fields": (
        CLAUDE,
        "tools: Read, Bash\npermissionMode: plan",
        QWEN,
        "tools: read_file\npermissionMode: plan",
        ["tool-revoked tool shell"],
    ),
    "the model": (
        CLAUDE,
        "model: sonnet",
        OPENCODE,
        "model: anthropic/claude-sonnet-4-5",
        ["model-pinned model"],
    ),
}


@pytest.mark.parametrize(("old_path", "old", "new_path", "new", "expected"), ROWS.values(), ids=ROWS)
def test_a_conversion_tells_what_was_lost(
    old_path: str, old: str, new_path: str, new: str, expected: list[str]
) -> None:
    before, after = agent(old_path, old), agent(new_path, new)
    changes = compare(before, after)
    facts = [f"{change.kind} {change.subject}" for change in changes]
    assert sorted(facts) == sorted(["converted definition", *expected])
    assert unexplained_lines(before.document.text, after.document.text, changes) == ()
    assert sorted(map(mirror, changes)) == sorted(compare(after, before))
