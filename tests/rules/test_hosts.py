"""What a change means on each host that loads the file: (path, before, after, exact findings)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.judge import judge

CLAUDE = ".claude/agents/a.md"
PLUGIN = "plugins/p/agents/a.md"
COPILOT = ".github/agents/a.agent.md"
OPENCODE = ".opencode/agents/a.md"
GEMINI = ".gemini/agents/a.md"
PLAIN = "collection/a.md"
KIRO = ".kiro/agents/a.md"
QWEN = ".qwen/agents/a.md"
OPENHANDS = ".openhands/agents/a.md"
MUX = ".mux/agents/a.md"
STRANGE = ".foo/agents/a.md"

GUARD = "hooks:\n  PreToolUse:\n    - matcher: Bash\n      hooks:\n        - command: ./guard.sh"
ALL_READ = "claude-code, copilot, vscode"

ROWS: list[tuple[str, str, str, list[str]]] = [
    (
        CLAUDE,
        "tools: Read",
        "tools: Read, Bash",
        [
            f"high permissions-were-gained widens minor {ALL_READ}",
            f"low tool-was-granted widens minor {ALL_READ}",
        ],
    ),
    (
        CLAUDE,
        "tools: Edit",
        "tools: Edit, Write",
        [f"low tool-was-granted widens minor {ALL_READ}"],
    ),
    (
        CLAUDE,
        "tools: Grep",
        "tools: Grep\ndisallowedTools: Grep",
        [
            "note permissions-were-lost narrows major claude-code, vscode",
            "note tool-was-denied narrows major claude-code, vscode",
        ],
    ),
    (
        CLAUDE,
        "tools: Read, Grep",
        "tools: Read, Grep, Bash\ndisallowedTools: Bash",
        [
            "high permissions-were-gained widens minor copilot",
            f"low tool-was-granted widens minor {ALL_READ}",
            "note tool-was-denied narrows patch claude-code, vscode",
        ],
    ),
    (
        CLAUDE,
        "tools: Read\ndisallowedTools: Bash",
        "tools: Read",
        ["note tool-denial-was-lifted widens patch claude-code, vscode"],
    ),
    (
        CLAUDE,
        "tools: Read, mcp__issues__close",
        "tools: Read, mcp__issues__close\ndisallowedTools: mcp__issues",
        [
            "note permissions-were-lost narrows major claude-code, vscode",
            "note tool-was-denied narrows major claude-code, vscode",
        ],
    ),
    (
        CLAUDE,
        "",
        "disallowedTools: Unheard",
        ["note tool-was-denied narrows major claude-code, vscode"],
    ),
    (
        CLAUDE,
        "tools: Read",
        "tools: Read\ntools: Read, Grep",
        [
            f"critical rights-became-ambiguous widens minor {ALL_READ}",
            f"high permissions-were-gained widens minor {ALL_READ}",
            f"low tool-was-granted widens minor {ALL_READ}",
        ],
    ),
    (
        CLAUDE,
        "permissionMode: plan",
        "permissionMode: plan\npermissionMode: plan",
        ["high rights-became-ambiguous widens minor claude-code"],
    ),
    (
        CLAUDE,
        "permissionMode: plan",
        "permissionMode: bypassPermissions",
        ["high permission-mode-was-widened widens minor claude-code"],
    ),
    (
        CLAUDE,
        "readonly: true",
        "readonly: false",
        [
            "high permissions-were-gained widens minor cursor",
            "high permission-mode-was-widened widens minor cursor",
        ],
    ),
    (
        CLAUDE,
        "",
        GUARD,
        [
            "high hook-was-added widens minor claude-code",
            "note guard-was-added narrows minor claude-code",
        ],
    ),
    (
        CLAUDE,
        GUARD,
        "",
        [
            "high guard-was-removed widens minor claude-code",
            "note hook-was-removed narrows minor claude-code",
        ],
    ),
    (
        CLAUDE,
        GUARD,
        GUARD.replace("Bash", "Write"),
        [
            "high guard-was-removed widens minor claude-code",
            "high hook-was-changed neutral minor claude-code",
        ],
    ),
    (CLAUDE, GUARD, GUARD.replace("guard", "log"), ["high hook-was-changed neutral minor claude-code"]),
    (CLAUDE, GUARD.replace("Pre", "Post"), "", ["note hook-was-removed narrows minor claude-code"]),
    (PLUGIN, "", "permissionMode: bypassPermissions", ["note field-was-changed neutral patch"]),
    (
        PLAIN,
        "permissionMode: plan",
        "permissionMode: auto",
        ["high permission-mode-was-widened widens minor claude-code"],
    ),
    (
        COPILOT,
        "disallowedTools: [execute]",
        "",
        [
            "high tool-denial-was-lifted widens minor vscode",
        ],
    ),
    (COPILOT, "tools: [read, github]", "tools: [read, github/*]", []),
    (COPILOT, "", "hooks:\n  Stop:\n    - command: x", ["high hook-was-added widens minor vscode"]),
    (COPILOT, "mcp-servers: {s: {command: x}}", "", ["note mcp-server-was-removed narrows major copilot"]),
    (CLAUDE, "", "owner: me", ["note field-was-changed neutral patch"]),
    (OPENCODE, "", "owner: me", ["low field-was-changed neutral minor opencode"]),
    (OPENCODE, "", "color: red", ["note field-was-changed neutral patch"]),
    (KIRO, "tools: [read, write]", "", ["medium tools-became-unstated widens major kiro"]),
    (KIRO, "", "tools: [read, shell]", ["medium tools-became-stated narrows major kiro"]),
    (
        KIRO,
        "",
        "tools: ['*']",
        [
            "high permissions-were-gained widens minor kiro",
            "medium tools-became-stated narrows major kiro",
        ],
    ),
    (
        KIRO,
        "tools: [read]",
        "tools: ['*']",
        [
            "critical tools-became-unrestricted widens minor kiro",
            "high permissions-were-gained widens minor kiro",
        ],
    ),
    (
        KIRO,
        "tools: [read]",
        "tools: [read, shell]",
        [
            "high permissions-were-gained widens minor kiro",
            "low tool-was-granted widens minor kiro",
        ],
    ),
    (KIRO, "tools: [read]", "tools: [fs_read]", []),
    (
        KIRO,
        "tools: [read]",
        "tools: [read, '@git']",
        [
            "high permissions-were-gained widens minor kiro",
            "high server-was-granted widens minor kiro",
        ],
    ),
    (
        KIRO,
        "tools: [read, shell]\nallowedTools: [read]",
        "tools: [read, shell]\nallowedTools: [shell, read]",
        ["high permission-mode-was-widened widens minor kiro"],
    ),
    (
        KIRO,
        "tools: [read, write]",
        "tools: [read, write]\nallowedTools: [write]",
        ["medium permission-mode-was-widened widens minor kiro"],
    ),
    (
        KIRO,
        "tools: [read]",
        "tools: [read]\nallowedTools: [read]",
        ["low permission-mode-was-widened widens minor kiro"],
    ),
    (
        KIRO,
        "tools: [read]\nallowedTools: [read, shell]",
        "tools: [read]\nallowedTools: [read]",
        ["note permission-mode-was-narrowed narrows major kiro"],
    ),
    (
        KIRO,
        "tools: [shell]\npermissions: [{capability: shell, effect: deny}]",
        "tools: [shell]",
        [
            "high permissions-were-gained widens minor kiro",
            "high tool-denial-was-lifted widens minor kiro",
            "medium setting-was-changed neutral minor kiro",
        ],
    ),
    (
        KIRO,
        "includeMcpJson: false",
        "includeMcpJson: true",
        ["medium setting-was-changed neutral minor kiro"],
    ),
    (
        KIRO,
        "",
        "hooks:\n  agentSpawn:\n    - command: git status",
        ["high hook-was-added widens minor kiro"],
    ),
    (
        KIRO,
        "hooks:\n  preToolUse:\n    - {matcher: shell, command: ./ask.sh}",
        "",
        [
            "high guard-was-removed widens minor kiro",
            "note hook-was-removed narrows minor kiro",
        ],
    ),
    (
        OPENHANDS,
        "hooks:\n  pre_tool_use:\n    - {matcher: terminal, hooks: [{command: ./ask.sh}]}",
        "",
        [
            "high guard-was-removed widens minor openhands",
            "note hook-was-removed narrows minor openhands",
        ],
    ),
    (
        QWEN,
        "approvalMode: plan",
        "approvalMode: yolo",
        [
            "high permission-mode-was-widened widens minor qwen",
        ],
    ),
    (QWEN, "", "approvalMode: yolo", ["high permission-mode-was-widened widens minor qwen"]),
    (
        QWEN,
        "tools: read_file",
        "",
        [
            "critical tools-became-unrestricted widens minor qwen",
            "high permissions-were-gained widens minor qwen",
        ],
    ),
    (
        OPENHANDS,
        "tools: [terminal]",
        "",
        [
            "note permissions-were-lost narrows major openhands",
            "note tool-was-revoked narrows major openhands",
        ],
    ),
    (
        OPENHANDS,
        "",
        "tools: [terminal]",
        [
            "high permissions-were-gained widens minor openhands",
            "low tool-was-granted widens minor openhands",
        ],
    ),
    (
        OPENHANDS,
        "permission_mode: always_confirm",
        "permission_mode: never_confirm",
        [
            "high permission-mode-was-widened widens minor openhands",
        ],
    ),
    (
        MUX,
        "base: plan",
        "base: exec",
        [
            "high permissions-were-gained widens minor mux",
            "medium setting-was-changed neutral minor mux",
        ],
    ),
    (
        MUX,
        "tools: {add: [file_read]}",
        "tools: {add: [file_read, bash]}",
        [
            "high permissions-were-gained widens minor mux",
            "low tool-was-granted widens minor mux",
        ],
    ),
    (STRANGE, "tools: Read", "", ["medium tools-became-unstated widens major unknown"]),
    (
        STRANGE,
        "tools: Read",
        "tools: Read, Bash",
        [
            "high permissions-were-gained widens minor unknown",
            "low tool-was-granted widens minor unknown",
        ],
    ),
    (
        CLAUDE,
        "color: red",
        "color: red: blue",
        [
            "medium frontmatter-became-invalid widens major copilot",
            "low frontmatter-became-invalid widens major claude-code, vscode, cursor",
            "note field-was-changed neutral patch",
        ],
    ),
]


def found(path: str, before: str, after: str) -> list[str]:
    sides = [
        read_definition(f"---\nname: a\ndescription: d\n{fields}\n---\nYou work.\n".encode(), path)
        for fields in (before, after)
    ]
    return [
        " ".join(filter(None, (item.severity, item.rule, item.direction, item.bump, ", ".join(item.hosts))))
        for item in judge(sides[0], sides[1], compare(sides[0], sides[1]))
    ]


@pytest.mark.parametrize(("path", "before", "after", "expected"), ROWS)
def test_a_finding_names_the_hosts_for_which_it_holds(
    path: str, before: str, after: str, expected: list[str]
) -> None:
    assert found(path, before, after) == expected


def test_a_folder_that_no_host_reads_is_judged_as_claude_code_reads_it_once_installed() -> None:
    sides = [
        read_definition(f"---\nname: a\ndescription: d\ntools: {tools}\n---\n".encode(), PLAIN)
        for tools in ("Read", "Bash")
    ]
    first = judge(sides[0], sides[1], compare(sides[0], sides[1]))[0]
    assert first.message == "gains execute, network, write on claude-code once installed"
    assert first.hosts == ("claude-code",)


def test_a_program_that_nobody_knows_has_no_name_in_a_message() -> None:
    sides = [
        read_definition(f"---\nname: a\ndescription: d\n{tools}---\n".encode(), STRANGE)
        for tools in ("tools: Read\n", "")
    ]
    (finding,) = judge(sides[0], sides[1], compare(sides[0], sides[1]))
    assert finding.message == (
        "the list of tools is gone (Read), and what an unknown host grants without one is not known"
    )


@pytest.mark.parametrize("fields", ["", "tools: Read, Bash"])
def test_a_copy_for_a_program_that_nobody_knows_gains_and_loses_nothing_by_lying_there(fields: str) -> None:
    sides = [
        read_definition(f"---\nname: a\ndescription: d\n{fields}\n---\n".encode(), path)
        for path in (PLAIN, STRANGE)
    ]
    for before, after in (sides, sides[::-1]):
        assert judge(before, after, compare(before, after)) == ()
