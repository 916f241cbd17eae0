from __future__ import annotations

import pytest

from agentreg.formats.hosts.claude import POOL
from agentreg.formats.permissions import effective
from agentreg.formats.read import read_definition
from agentreg.model.definition import Host
from agentreg.model.tools import Risk
from formats.reading import define

PLUGIN, OPENCODE = "plugins/p/agents/a.md", ".opencode/agents/a.md"
BOTH = "name: a\ndescription: b\n"

WIDEST = {
    "no list": (BOTH, ".claude/agents/a.md"),
    "a list without a value": (BOTH + "tools:\n", ".claude/agents/a.md"),
    "a star": (BOTH + "tools: '*'\n", ".claude/agents/a.md"),
    "two lists": (BOTH + "tools: Read\ntools: Bash\n", ".claude/agents/a.md"),
    "an alias": (BOTH + "x: &r [Read]\ntools: *r\n", ".claude/agents/a.md"),
    "conflict markers": (BOTH + "<<<<<<< a\ntools: Read\n>>>>>>> b\n", ".claude/agents/a.md"),
    "a plugin's agent that cannot be read": ("description: a\nb: c\nd\ntools: Read\n", PLUGIN),
    "copilot without a list": (BOTH, ".github/agents/a.md"),
    "opencode without a rule": (BOTH, OPENCODE),
    "opencode that allows all": (BOTH + "permission: allow\n", OPENCODE),
    "cursor": (BOTH, ".cursor/agents/a.md"),
}


@pytest.mark.parametrize(("matter", "path"), WIDEST.values(), ids=WIDEST)
def test_what_is_open_or_unsure_grants_everything(matter: str, path: str) -> None:
    permissions = effective(define(matter, path))
    assert permissions.unrestricted
    assert permissions.risks == tuple(sorted(Risk))
    assert permissions.because


GRANTS = {
    "listed": ("tools: Read, Grep\n", ["Grep", "Read"], ["read"]),
    "an empty list": ("tools: []\n", [], []),
    "a shell does more than run": ("tools: Bash\n", ["Bash"], ["execute", "network", "write"]),
    "a specifier is no limit": ("tools: Bash(git *)\n", ["Bash"], ["execute", "network", "write"]),
    "a server is anything": ("tools: mcp__s__t\n", ["mcp__s__t"], ["execute", "network", "write"]),
    "unknown tools are dropped": ("tools: Read, Grpe, docker\n", ["Read"], ["read"]),
    "nothing known": ("tools: Grpe\n", [], []),
    "always stripped": ("tools: Read, AskUserQuestion, ExitPlanMode\n", ["Read"], ["read"]),
    "denied first": ("tools: Read, Bash\ndisallowedTools: Bash\n", ["Read"], ["read"]),
    "a denied specifier keeps the tool": (
        "tools: Bash\ndisallowedTools: Bash(rm *)\n",
        ["Bash"],
        ["execute", "network", "write"],
    ),
    "a denied server": ("tools: Read, mcp__s__t\ndisallowedTools: mcp__s\n", ["Read"], ["read"]),
    "a denied server, all of it listed": (
        "tools: Read, mcp__s\ndisallowedTools: mcp__s__*\n",
        ["Read"],
        ["read"],
    ),
    "a denied server of another name": (
        "tools: mcp__server__t\ndisallowedTools: mcp__s\n",
        ["mcp__server__t"],
        ["execute", "network", "write"],
    ),
    "memory adds": ("tools: Grep\nmemory: project\n", ["Edit", "Grep", "Read", "Write"], ["read", "write"]),
    "memory without a value adds nothing": ("tools: Grep\nmemory:\n", ["Grep"], ["read"]),
}


@pytest.mark.parametrize(("matter", "tools", "risks"), GRANTS.values(), ids=GRANTS)
def test_claude_code_grants_what_is_listed_less_what_is_denied(
    matter: str, tools: list[str], risks: list[str]
) -> None:
    permissions = effective(define(BOTH + matter))
    assert not permissions.unrestricted
    assert (list(permissions.tools), [risk.value for risk in permissions.risks]) == (tools, risks)


@pytest.mark.parametrize(
    ("tool", "risks"),
    [
        ("web/fetch", ["network"]),
        ("edit/editFiles", ["write"]),
        ("execute/runInTerminal", ["execute", "network", "write"]),
        ("github/search", ["execute", "network", "write"]),
    ],
)
def test_a_tool_of_a_set_of_the_host_may_do_no_more_than_the_set(tool: str, risks: list[str]) -> None:
    permissions = effective(define(f"{BOTH}tools: ['{tool}']\n", ".github/agents/a.agent.md"))
    assert permissions.risks == tuple(Risk(risk) for risk in risks)


def test_denying_one_tool_of_an_open_list_leaves_the_others() -> None:
    permissions = effective(define(BOTH + "disallowedTools: Bash, mcp__*\n"))
    assert not permissions.unrestricted
    assert set(permissions.tools) == set(POOL) - {"Bash"}


def test_opencode_grants_what_the_last_matching_rule_says() -> None:
    pool = set(effective(define("description: a\n", OPENCODE)).tools)

    def tools(matter: str) -> set[str]:
        return set(effective(define("description: a\n" + matter, OPENCODE)).tools)

    assert tools("tools:\n  bash: false\n") == pool - {"bash"}
    assert tools("permission:\n  edit: deny\n") == pool - {"edit", "patch", "write"}
    assert tools("permission:\n  '*': deny\n  read: allow\n") == {"read"}
    assert tools("permission:\n  read: allow\n  '*': deny\n") == set()
    assert tools("permission:\n  bash:\n    '*': deny\n    'git *': allow\n") == pool
    assert tools("permission:\n  bash:\n    'rm *': deny\n") == pool
    assert tools("permission:\n  bash: ask\n") == pool


def test_one_file_grants_different_things_on_different_hosts() -> None:
    definition = define(BOTH + "tools: Edit, Grep\n")
    assert effective(definition, Host.CLAUDE_CODE).tools == ("Edit", "Grep")
    assert effective(definition, Host.COPILOT).tools == ("edit", "search")
    assert effective(definition, Host.CURSOR).unrestricted


@pytest.mark.parametrize(
    ("mode", "risks"),
    [("read-only", ["read"]), ("workspace-write", ["execute", "read", "spawn", "write"])],
)
def test_codex_grants_what_its_sandbox_allows(mode: str, risks: list[str]) -> None:
    data = f'name = "a"\nsandbox_mode = "{mode}"\n'.encode()
    permissions = effective(read_definition(data, ".codex/agents/a.toml"))
    assert [risk.value for risk in permissions.risks] == risks
    assert "shell" in permissions.tools


@pytest.mark.parametrize("line", ["", 'sandbox_mode = "danger-full-access"\n', 'sandbox_mode = "new"\n'])
def test_codex_without_a_sandbox_grants_everything(line: str) -> None:
    definition = read_definition(f'name = "a"\n{line}'.encode(), ".codex/agents/a.toml")
    assert effective(definition).unrestricted


def test_cursor_reads_only_when_told_so() -> None:
    permissions = effective(define(BOTH + "readonly: true\n", ".cursor/agents/a.md"))
    assert permissions.risks == (Risk.READ,)
    assert effective(define(BOTH + "readonly: 'true'\n", ".cursor/agents/a.md")).unrestricted


def test_denying_one_tool_of_an_open_list_takes_no_risk_that_others_still_have() -> None:
    everything = effective(define(BOTH), Host.VSCODE).risks
    assert effective(define(BOTH + "disallowedTools: edit\n"), Host.VSCODE).risks == everything


KIRO, QWEN, MUX = (f".{host}/agents/a.md" for host in ("kiro", "qwen", "mux"))
OPENHANDS, STRANGE = ".openhands/agents/a.md", ".foo/agents/a.md"
ADD = "tools:\n  add: [{}]\n"
ELSEWHERE = {
    "kiro: tags and older names": (KIRO, "tools: [read, execute_bash]\n", ["read", "shell"]),
    "kiro: a server": (KIRO, "tools: ['@git', '@docs/find']\n", ["@docs/find", "@git/*"]),
    "kiro: less what is excluded": (
        KIRO,
        "tools: [read, shell, '@git/log']\nexcludedTools: [shell, '@git']\n",
        ["read"],
    ),
    "kiro: less what a rule forbids": (
        KIRO,
        "tools: [read, shell]\npermissions:\n  - {capability: shell, effect: deny}\n",
        ["read"],
    ),
    "kiro: a rule that forbids some commands": (
        KIRO,
        "tools: [shell]\npermissions:\n  rules:\n  - {capability: shell, effect: deny, match: [rm *]}\n",
        ["shell"],
    ),
    "kiro: what needs no question is no tool more": (
        KIRO,
        "tools: [read]\nallowedTools: [shell]\n",
        ["read"],
    ),
    "kiro: an empty list": (KIRO, "tools: []\n", []),
    "qwen: its own names, and those on its screens": (
        QWEN,
        "tools: ReadFile, grep_search, Bash, mcp__s__t\n",
        ["grep_search", "mcp__s__t", "read_file"],
    ),
    "qwen: a memory adds nothing": (QWEN, "tools: [glob]\nmemory: project\n", ["glob"]),
    "openhands: no list": (OPENHANDS, "", []),
    "openhands: a list without a value": (OPENHANDS, "tools:\n", []),
    "openhands: a list": (OPENHANDS, "tools: [terminal, Bash]\n", ["terminal"]),
    "mux: nothing": (MUX, "", []),
    "mux: what is added": (MUX, ADD.format("file_read, web_.*"), ["file_read", "web_fetch", "web_search"]),
    "mux: less what is removed": (
        MUX,
        ADD.format("file_read, web_.*") + "  remove: [web_search]\n",
        ["file_read", "web_fetch"],
    ),
    "a program that nobody knows: any host's names": (
        STRANGE,
        "tools: Read, run_shell_command, Frobnicate\n",
        ["Read", "run_shell_command"],
    ),
}


@pytest.mark.parametrize(("path", "matter", "tools"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_other_hosts_grant_what_their_lists_name(path: str, matter: str, tools: list[str]) -> None:
    permissions = effective(define(BOTH + matter, path))
    assert not permissions.unrestricted
    assert not permissions.unsure
    assert list(permissions.tools) == tools


@pytest.mark.parametrize(
    ("path", "matter"),
    [
        (KIRO, "tools: ['*']\n"),
        (QWEN, ""),
        (MUX, ADD.format(".*")),
        (MUX, ADD.format("(bash|file_read)")),
        (MUX, "base: exec\n"),
        (STRANGE, "tools: '*'\n"),
    ],
)
def test_other_hosts_grant_everything_only_where_that_is_said(path: str, matter: str) -> None:
    assert effective(define(BOTH + matter, path)).unrestricted


@pytest.mark.parametrize(
    ("path", "matter", "tools"),
    [
        (KIRO, "", []),
        (KIRO, "tools:\n", []),
        (
            KIRO,
            "allowedTools: [read, 'w*', '@git/*']\n",
            ["@git/*", "read", "web", "web_fetch", "web_search"],
        ),
        (MUX, "base: plan\n", []),
        (MUX, "base: mine\n" + ADD.format("bash"), ["bash"]),
        (STRANGE, "", []),
        (".agents/agents/a.md", "", []),
        (".gemini/agents/team/a.md", "", []),
    ],
)
def test_where_nobody_knows_what_a_missing_list_grants_only_what_is_certain_is_told(
    path: str, matter: str, tools: list[str]
) -> None:
    permissions = effective(define(BOTH + matter, path))
    assert (permissions.unsure, permissions.unrestricted) == (True, False)
    assert [tool for tool in permissions.tools if tool != "write"] == tools
    assert "not known" in permissions.because


@pytest.mark.parametrize(
    ("matter", "limits", "named"),
    [
        ("tools: Read, Bash(git log *)\n", ("Bash(git log *)",), ("Bash(git log *)", "Read")),
        (
            "tools: Bash(git tag *), Bash(git log *), Read\n",
            ("Bash(git tag *)", "Bash(git log *)"),
            ("Bash(git tag *), Bash(git log *)", "Read"),
        ),
        ("tools: Bash(git log *), Bash\n", (), ("Bash",)),
        ("tools: Bash(git log *), Read\ndisallowedTools: Bash\n", (), ("Read",)),
        ("tools: Read(docs/**)\nmemory: project\n", (), ("Edit", "Read", "Write")),
        (
            "tools: Bash(a), Bash(b), Bash(c), Bash(d)\n",
            ("Bash(a)", "Bash(b)", "Bash(c)", "Bash(d)"),
            ("Bash(a) and 3 limits more",),
        ),
        ("disallowedTools: Bash(rm *)\n", (), None),
    ],
)
def test_a_tool_that_no_entry_grants_whole_has_limits(
    matter: str, limits: tuple[str, ...], named: tuple[str, ...] | None
) -> None:
    may = effective(define(BOTH + matter))
    assert may.limits == limits
    assert named in (None, may.named)
