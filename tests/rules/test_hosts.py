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
