"""Every way in which a right can change, over hosts: what is told, from either side."""

from __future__ import annotations

import time

import pytest

from agentreg.diff.changes import Change, is_meaningful, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

CLAUDE = ".claude/agents/a.md"
PLUGIN = "plugins/p/agents/a.md"
COPILOT = ".github/agents/a.agent.md"
OPENCODE = ".opencode/agents/a.md"
GEMINI = ".gemini/agents/a.md"
CURSOR = ".cursor/agents/a.md"
CODEX = ".codex/agents/a.toml"
PLAIN = "collection/a.md"

Row = tuple[str, str, str, str]


def agent(fields: str, path: str) -> Definition:
    if path == CODEX:
        text = f'name = "a"\ndescription = "d"\n{fields}\ndeveloper_instructions = "You work."\n'
    else:
        text = f"---\nname: a\ndescription: d\n{fields}\n---\nYou work.\n"
    return read_definition(text.encode(), path)


def told(changes: tuple[Change, ...]) -> str:
    facts = (f"{change.kind} {change.subject}" for change in changes if is_meaningful(change))
    return "; ".join(sorted(facts))


ROWS: list[Row] = [
    # Lists of Claude Code.
    (CLAUDE, "tools: Read", "tools: Read, Bash", "tool-granted tool Bash"),
    (CLAUDE, "tools: Read, Bash", "tools: Read, Write", "tool-granted tool Write; tool-revoked tool Bash"),
    (CLAUDE, "tools: Read", "tools: read", "tool-granted tool read; tool-revoked tool Read"),
    (CLAUDE, "tools: Read", "", "tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "tools:", "tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "tools: ~", "tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "tools: '*'", "tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "tools: All tools", "tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "# tools: Read", "tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "tool: Read", "field-added tool; tools-unrestricted tools"),
    (CLAUDE, "tools: Read", "allowed-tools: Read", "field-added allowed-tools; tools-unrestricted tools"),
    (CLAUDE, "tools: []", "", "tools-unrestricted tools"),
    (CLAUDE, "tools: ''", "", "tools-unrestricted tools"),
    (CLAUDE, "tools: []", "tools: Read", "tool-granted tool Read"),
    (CLAUDE, "tools: Read, Agent", "tools: Read, Agent(a, b)", "specifier-narrowed tool Agent"),
    (CLAUDE, "tools: Agent(a)", "tools: Agent(a, b)", "specifier-widened tool Agent"),
    (CLAUDE, "tools: Task(a, b)", "tools: Agent(b, c)", "specifier-changed tool Agent"),
    (CLAUDE, "tools: Bash(git *), Bash(npm *)", "tools: Bash(git *)", "specifier-narrowed tool Bash"),
    (CLAUDE, "tools: Bash(git *), Bash(npm *)", "tools: Bash", "specifier-widened tool Bash"),
    (CLAUDE, "tools: Bash(git *)", "tools: Bash(git *), Bash", "specifier-widened tool Bash"),
    (CLAUDE, "tools: Bash(git log)", "tools: Bash(git *), Bash(npm *)", "specifier-widened tool Bash"),
    (CLAUDE, "tools: Bash(git log)", "tools: Bash(git log), Bash(rm *)", "specifier-widened tool Bash"),
    (CLAUDE, "tools: Bash(a), Bash(b)", "tools: Bash(b), Bash(c), Bash(d)", "specifier-changed tool Bash"),
    (CLAUDE, "tools: Bash(git *)", "tools: Bash(git log), Bash(npm *)", "specifier-changed tool Bash"),
    (CLAUDE, "tools: Edit(docs/**)", "tools: Edit(docs/**), Edit(//**)", "specifier-widened tool Edit"),
    (CLAUDE, "tools: mcp__s__t(a)", "tools: mcp__s__t(a), mcp__s__t(b)", "specifier-widened tool mcp__s__t"),
    (CLAUDE, "tools: mcp__s__t", "tools: mcp__s", "server-granted server s"),
    (CLAUDE, "disallowedTools: Bash(rm -rf *)", "disallowedTools: Bash(rm *)", "tool-denied tool Bash(rm *)"),
    (
        CLAUDE,
        "disallowedTools: Bash(rm *), Bash(curl *)",
        "disallowedTools: Bash(rm *)",
        "tool-undenied tool Bash(curl *)",
    ),
    (CLAUDE, "tools: mcp__s__t, mcp__s__u", "tools: mcp__s__t", "tool-revoked tool mcp__s__u"),
    (CLAUDE, "tools: mcp__s, mcp__t", "tools: mcp__*", "server-granted server *"),
    (CLAUDE, "disallowedTools: Bash", "", "tool-undenied tool Bash"),
    (CLAUDE, "disallowedTools: Bash, Write", "disallowedTools: Bash", "tool-undenied tool Write"),
    (CLAUDE, "disallowedTools: Bash", "disallowedTools: Bash(rm *)", "tool-undenied tool Bash"),
    (CLAUDE, "disallowedTools: mcp__s", "disallowedTools: mcp__s__t", "tool-undenied server s"),
    (
        CLAUDE,
        "tools: Read\ndisallowedTools: Bash",
        "color: red",
        "field-added color; tool-undenied tool Bash; tools-unrestricted tools",
    ),
    (CLAUDE, "tools: Read\ndisallowedTools: Bash", "disallowedTools: Bash", "tools-unrestricted tools"),
    (CLAUDE, "disallowedTools: '*'", "disallowedTools: Bash", "tool-undenied tool *"),
    (CLAUDE, "tools: [Read]", "tools: [Read, [Bash]]", "tool-granted tool Bash"),
    (CLAUDE, "tools: [Read]", "tools: [Read, {Bash: true}]", "tool-granted tool Bash"),
    (CLAUDE, "tools: [Read]", "tools: {Read: true, Bash: false}", "tool-denied tool Bash"),
    (CLAUDE, "tools: {Bash: false}", "tools: {Bash: true}", "tool-undenied tool Bash"),
    (CLAUDE, "tools: Read\ntools: Grep", "tools: Bash\ntools: Grep", "setting-changed tools"),
    (CLAUDE, "a: &a [Read]\ntools: *a", "a: &a [Bash]\ntools: *a", "field-changed a; setting-changed tools"),
    (
        CLAUDE,
        "a: &a {tools: Read}\n<<: *a",
        "a: &a {tools: Bash}\n<<: *a",
        "field-changed a; setting-changed <<",
    ),
    (CLAUDE, "tools: {Read: true}", "tools: {Read: true, Grep: true}", "tool-granted tool Grep"),
    (
        CLAUDE,
        "tools: {Bash(a): true}",
        "tools: {Bash(a): true, Bash(b): true}",
        "specifier-widened tool Bash",
    ),
    # What Claude Code takes for the same.
    (CLAUDE, "tools: Read, Bash", "tools:\n  - Bash\n  - Read\n  - Bash", ""),
    (CLAUDE, "tools: Task", "tools: Agent", ""),
    (CLAUDE, "tools: View, KillShell", "tools: Read, TaskStop", ""),
    (CLAUDE, "tools: Bash, Bash(git *)", "tools: Bash", ""),
    (CLAUDE, "tools: mcp__s, mcp__s__t", "tools: mcp__s__*", ""),
    (CLAUDE, "tools: Bash(git:*)", "tools: [Bash(git *)]", ""),
    (CLAUDE, "tools: Bash(git *)", "tools: Bash(git log *), Bash(git:*), Bash(git *)", ""),
    (CLAUDE, "tools: Bash(a), Bash(b), Bash(a)", "tools: Bash(b), Bash(a)", ""),
    (CLAUDE, "tools: Edit(src/**)", "tools: Edit(src/a/*.py), Edit(src/**)", ""),
    (CLAUDE, "tools: Agent(a, b)", "tools: Agent(a, b), Agent(b, a, b)", ""),
    (CLAUDE, "disallowedTools: Bash(rm *)", "disallowedTools: Bash(rm -rf *), Bash(rm *)", ""),
    (CLAUDE, "disallowedTools: [Bash]", "disallowedTools: Bash", ""),
    (CLAUDE, "", "tools: '*'", ""),
    # Other fields of Claude Code.
    (CLAUDE, "permissionMode: plan", "", "mode-widened permissionMode"),
    (CLAUDE, "permissionMode: acceptEdits", "permissionMode: auto", "mode-widened permissionMode"),
    (CLAUDE, "permissionMode: dontAsk", "permissionMode: default", "mode-changed permissionMode"),
    (CLAUDE, "permissionMode: default", "", "mode-changed permissionMode"),
    (CLAUDE, "permissionMode: manual", "permissionMode: default", ""),
    (CLAUDE, "", "memory: project", "memory-granted memory"),
    (CLAUDE, "memory: project", "memory: user", "memory-changed memory"),
    (CLAUDE, "permissionMode: plan", "permissionMode: Plan", "mode-widened permissionMode"),
    (CLAUDE, "permissionMode: acceptEdits", "permissionMode: some", "mode-changed permissionMode"),
    (CLAUDE, "", "isolation: worktree", "isolation-added isolation"),
    (CLAUDE, "isolation: worktree", "isolation: none", "isolation-removed isolation"),
    (CLAUDE, "isolation: none", "", ""),
    (CLAUDE, "model: inherit", "", ""),
    (CLAUDE, "model: inherit", "model: sonnet", "model-changed model"),
    (CLAUDE, "", "background: true", "background-changed background"),
    (CLAUDE, "background: false", "", "background-changed background"),
    (CLAUDE, "initialPrompt: /review", "initialPrompt: /deploy", "initial-prompt-changed initialPrompt"),
    (CLAUDE, "", "initialPrompt: /deploy", "initial-prompt-changed initialPrompt"),
    (CLAUDE, "skills: [a, b]", "skills: b, c", "setting-changed skills"),
    (CLAUDE, "skills: [a, b]", "skills: [b, a]", ""),
    (PLUGIN, "tools: Read", "", "tools-unrestricted tools"),
    (PLUGIN, "", "permissionMode: bypassPermissions", "field-added permissionMode"),
    (PLAIN, "tools: Read", "tools: Read, Bash", "tool-granted tool Bash"),
    # Copilot and VS Code.
    (COPILOT, "tools: [read]", "tools: [read, execute]", "tool-granted tool execute"),
    (COPILOT, "tools: [shell]", "tools: [Bash]", ""),
    (COPILOT, "tools: [Edit]", "tools: [write, MultiEdit]", ""),
    (COPILOT, "tools: [search/codebase]", "tools: [search]", "tool-granted tool search"),
    # VS Code reads the name of a server for all of its tools, too.
    (COPILOT, "tools: [github, read]", "tools: [github/*, read]", ""),
    (COPILOT, "tools: [playwright, microsoft.docs.mcp]", "tools: [playwright/*, microsoft.docs.mcp/*]", ""),
    (COPILOT, "tools: [read]", "tools: [read, github]", "server-granted server github"),
    (COPILOT, "tools: [github/get_me]", "tools: [github]", "server-granted server github"),
    (COPILOT, "tools: [githubRepo]", "tools: [githubRepo, mcpify]", "tool-granted tool mcpify"),
    (COPILOT, "tools: [search, search/codebase]", "tools: [search]", ""),
    (
        COPILOT,
        "tools: [codebase, editFiles, usages]",
        "tools: [search/codebase, edit/editFiles, search/usages]",
        "",
    ),
    (COPILOT, "tools: [editFiles]", "tools: [edit]", "tool-granted tool edit"),
    (COPILOT, "tools: [db/query]", "tools: [db/*]", "server-granted server db"),
    (COPILOT, "tools: ['*']", "", ""),
    (COPILOT, "tools: []", "", "tools-unrestricted tools"),
    (COPILOT, "disallowedTools: [edit]", "", "tool-undenied tool edit"),
    (COPILOT, "agents: [a]", "agents: [a, b]", "specifier-widened agents"),
    (COPILOT, "agents: [a]", "", "specifier-widened agents"),
    (COPILOT, "agents: ['*']", "", ""),
    (COPILOT, "agents: [a]", "agents: [b]", "specifier-changed agents"),
    (COPILOT, "", "hooks:\n  Stop:\n    - command: x", "hook-added hook Stop"),
    (COPILOT, "mcp-servers: {s: {command: x}}", "", "mcp-server-removed mcp server s"),
    (COPILOT, "model: [A, B]", "model: [B, A]", "model-changed model"),
    (COPILOT, "model: [A]", "model: A", ""),
    (COPILOT, "model: inherit", "", "model-changed model"),
    (COPILOT, "tools: [read]", "tools: [read, {execute: true}]", "tool-granted tool execute"),
    (COPILOT, "infer: false", "disable-model-invocation: true", ""),
    (COPILOT, "user-invokable: false", "user-invocable: false", ""),
    # Rules of OpenCode.
    (OPENCODE, "permission: {bash: deny}", "permission: {bash: ask}", "tool-undenied tool bash"),
    (OPENCODE, "permission: {bash: ask}", "permission: {bash: allow}", "mode-widened tool bash"),
    (OPENCODE, "permission: {bash: ask}", "", "mode-widened tool bash"),
    (OPENCODE, "tools: {bash: false}", "tools: {bash: true}", "tool-undenied tool bash"),
    (OPENCODE, "tools: {bash: false}", "permission: {bash: deny}", ""),
    (OPENCODE, "tools: {bash: false}", "", "tools-unrestricted tools"),
    (OPENCODE, "permission: {'*': deny}", "permission: {'*': allow}", "tools-unrestricted tools"),
    (OPENCODE, "permission: deny", "permission: {'*': deny, read: allow}", "tool-granted tool read"),
    (
        OPENCODE,
        "permission: {'*': deny, read: allow}",
        "permission: {'*': deny, read: allow, bash: ask}",
        "tool-granted tool bash",
    ),
    (
        OPENCODE,
        "permission: {read: allow, '*': deny}",
        "permission: {'*': deny, read: allow}",
        "tools-reordered tools",
    ),
    (OPENCODE, "permission: {bash: deny, read: allow}", "permission: {read: allow, bash: deny}", ""),
    (
        OPENCODE,
        "permission: {bash: {'*': deny, 'git *': allow}}",
        "permission: {bash: {'git *': allow, '*': deny}}",
        "tools-reordered tools",
    ),
    (
        OPENCODE,
        "permission: {bash: {'git *': allow, 'npm *': deny}}",
        "permission: {bash: {'npm *': deny, 'git *': allow}}",
        "",
    ),
    (
        OPENCODE,
        "permission: {bash: {'*': deny}}",
        "permission: {bash: {'*': deny, 'git *': allow}}",
        "tool-granted tool bash(git *)",
    ),
    (
        OPENCODE,
        "permission: {bash: {'*': deny, 'git *': allow}}",
        "permission: {bash: {'*': deny, 'git *': allow, 'curl *': ask}}",
        "specifier-widened tool bash",
    ),
    (
        OPENCODE,
        "permission: {'*': deny, bash: {'git *': allow}}",
        "permission: {'*': deny, bash: allow}",
        "specifier-widened tool bash",
    ),
    (
        OPENCODE,
        "permission: {bash: {'*': deny, 'git *': allow}}",
        "permission: {bash: {'*': deny, 'npm *': allow}}",
        "specifier-narrowed tool bash; specifier-widened tool bash",
    ),
    (
        OPENCODE,
        "permission: {bash: {'*': deny, 'git *': allow}}",
        "permission: {bash: {'*': deny, 'git log *': allow, 'git *': allow}}",
        "",
    ),
    (OPENCODE, "permission: {shell: deny}", "permission: {bash: deny}", ""),
    (OPENCODE, "permission: {edit: deny}", "permission: {edit: deny, write: deny}", ""),
    (OPENCODE, "tools: {'s_*': false}", "tools: {'s_*': true}", "tool-undenied tool s_*"),
    (
        OPENCODE,
        "permissions:\n  - {action: shell, resource: '*', effect: deny}",
        "permissions:\n  - {action: shell, resource: '*', effect: allow}",
        "tool-undenied tool bash",
    ),
    (OPENCODE, "disable: true", "disabled: true", ""),
    (OPENCODE, "maxSteps: 3", "steps: 3", ""),
    (OPENCODE, "steps: 3", "", "turns-raised steps"),
    # Gemini, Cursor and Codex.
    (
        GEMINI,
        "tools: [read_file]",
        "tools: [read_file, run_shell_command]",
        "tool-granted tool run_shell_command",
    ),
    (GEMINI, "tools: [read_file]", "", "tools-unrestricted tools"),
    (GEMINI, "tools: [read_file]", "tools: ['*']", "tools-unrestricted tools"),
    (GEMINI, "tools: [mcp_s_t]", "tools: ['mcp_s_*']", "server-granted server s"),
    (GEMINI, "kind: local", "kind: remote", "mode-widened kind"),
    (GEMINI, "kind: local", "", ""),
    (
        GEMINI,
        "mcp_servers: {s: {command: x}}",
        "mcp_servers: {s: {command: x, trust: true}}",
        "mcp-server-changed mcp server s",
    ),
    (GEMINI, "model: inherit", "", ""),
    (CURSOR, "readonly: true", "", "mode-widened readonly"),
    (CURSOR, "readonly: true", "readonly: false", "mode-widened readonly"),
    (CURSOR, "readonly: true", "readonly: 'true'", "mode-widened readonly"),
    (CURSOR, "readonly: false", "", ""),
    (CURSOR, "model: inherit", "", ""),
    (CURSOR, "is_background: false", "", ""),
    (CURSOR, "is_background: true", "", "background-changed is_background"),
    (CODEX, 'sandbox_mode = "read-only"', 'sandbox_mode = "workspace-write"', "mode-widened sandbox_mode"),
    (CODEX, 'sandbox_mode = "read-only"', "", "mode-widened sandbox_mode"),
    (CODEX, 'sandbox_mode = "danger-full-access"', "", "mode-narrowed sandbox_mode"),
    (CODEX, 'approval_policy = "untrusted"', 'approval_policy = "never"', "mode-widened approval_policy"),
    (
        CODEX,
        'mcp_servers = {s = {command = "x"}}',
        'mcp_servers = {s = {command = "y"}}',
        "mcp-server-changed mcp server s",
    ),
    (
        CODEX,
        "sandbox_workspace_write = {network_access = false}",
        "sandbox_workspace_write = {network_access = true}",
        "setting-changed sandbox_workspace_write",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "expected"), ROWS)
def test_a_right_that_changes_is_told_once(path: str, old: str, new: str, expected: str) -> None:
    before, after = agent(old, path), agent(new, path)
    changes = compare(before, after)
    assert told(changes) == expected
    assert unexplained_lines(before.document.text, after.document.text, changes) == ()
    back = compare(after, before)
    assert sorted(map(mirror, changes)) == sorted(back)


@pytest.mark.parametrize("count", [3000])
def test_thousands_of_rules_are_compared_in_time(count: int) -> None:
    rules = [f"  'tool{number} *': {'deny' if number % 2 else 'allow'}" for number in range(count)]
    before = agent("\n".join(("permission:", *rules)), OPENCODE)
    after = agent("\n".join(("permission:", *reversed(rules))), OPENCODE)
    started = time.perf_counter()
    assert told(compare(before, after)) == "tools-reordered tools"
    names = ", ".join(f"Bash(x{number} *)" for number in range(count))
    compare(agent(f"tools: {names}", CLAUDE), agent(f"tools: {names.replace('x', 'y')}", CLAUDE))
    assert time.perf_counter() - started < 5
