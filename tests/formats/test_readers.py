from __future__ import annotations

import pytest

from agentreg.formats.hosts import HOSTS, readers_of
from agentreg.formats.hosts.profile import FieldKind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Host, Outcome
from formats.reading import define

BOTH = "name: a\ndescription: b\n"
QUOTED = "name: a\ndescription: b: c\n"
BROKEN = "name: a\ndescription: b: c\nd\n"

PATHS = {
    ".claude/agents/a.md": [Host.CLAUDE_CODE, Host.COPILOT, Host.VSCODE, Host.CURSOR],
    "sub/.claude/agents/x/a.md": [Host.CLAUDE_CODE],
    "plugins/p/agents/x/a.md": [Host.CLAUDE_PLUGIN],
    ".github/agents/a.agent.md": [Host.COPILOT, Host.VSCODE],
    ".github/agents/a.md": [Host.COPILOT, Host.VSCODE],
    "agents/a.agent.md": [Host.COPILOT, Host.VSCODE],
    ".github/chatmodes/a.chatmode.md": [Host.VSCODE],
    ".opencode/agent/x/a.md": [Host.OPENCODE],
    ".opencode/modes/a.md": [Host.OPENCODE],
    ".gemini/agents/a.md": [Host.GEMINI],
    ".gemini/agents/x/a.md": [],
    ".gemini/agents/_a.md": [],
    ".cursor/agents/a.md": [Host.CURSOR],
    ".codex/agents/a.toml": [Host.CODEX],
    ".kiro/agents/team/a.md": [Host.KIRO],
    ".kiro/agents/a.json": [],
    ".qwen/agents/a.md": [Host.QWEN],
    ".qwen/agents/x/a.md": [],
    ".openhands/agents/a.md": [Host.OPENHANDS],
    ".agents/agents/a.md": [],
    ".mux/agents/a.md": [Host.MUX],
    ".foo/agents/a.md": [],
    "agents/a.md": [],
}


@pytest.mark.parametrize(("path", "hosts"), PATHS.items())
def test_hosts_look_at_their_own_folders_and_at_some_of_each_other(path: str, hosts: list[Host]) -> None:
    assert [profile.host for profile in readers_of(path)] == hosts


OUTCOMES = {
    "claude loads": (".claude/agents/a.md", BOTH, Host.CLAUDE_CODE, Outcome.LOADS, "a"),
    "claude repairs": (".claude/agents/a.md", QUOTED, Host.CLAUDE_CODE, Outcome.LOADS, "a"),
    "claude repairs LF only": (
        ".claude/agents/a.md",
        QUOTED.replace("\n", "\r\n"),
        Host.CLAUDE_CODE,
        Outcome.SKIPS,
        "",
    ),
    "claude skips what it cannot read": (".claude/agents/a.md", BROKEN, Host.CLAUDE_CODE, Outcome.SKIPS, ""),
    "claude needs a description": (".claude/agents/a.md", "name: a\n", Host.CLAUDE_CODE, Outcome.SKIPS, ""),
    "claude refuses a colon in a name": (
        ".claude/agents/a.md",
        "name: 'a:b'\ndescription: c\n",
        Host.CLAUDE_CODE,
        Outcome.SKIPS,
        "",
    ),
    "copilot is stricter": (".claude/agents/a.md", QUOTED, Host.COPILOT, Outcome.SKIPS, ""),
    "copilot takes the file's name": (".github/agents/x.agent.md", BOTH, Host.COPILOT, Outcome.LOADS, "x"),
    "vscode is unsure": (".claude/agents/a.md", QUOTED, Host.VSCODE, Outcome.UNCERTAIN, "a"),
    "cursor is unsure": (".claude/agents/a.md", BROKEN, Host.CURSOR, Outcome.UNCERTAIN, "a"),
    "a plugin's name": ("plugins/p/agents/x/a.md", BOTH, Host.CLAUDE_PLUGIN, Outcome.LOADS, "p:x:a"),
    "a plugin's agent is loaded bare": (
        "plugins/p/agents/f.md",
        BROKEN,
        Host.CLAUDE_PLUGIN,
        Outcome.LOADS_EMPTY,
        "p:f",
    ),
    "a plugin's agent is loaded bare with CRLF": (
        "plugins/p/agents/f.md",
        QUOTED.replace("\n", "\r\n"),
        Host.CLAUDE_PLUGIN,
        Outcome.LOADS_EMPTY,
        "p:f",
    ),
    "opencode takes the path": (
        ".opencode/agents/x/f.md",
        "description: b\n",
        Host.OPENCODE,
        Outcome.LOADS,
        "x/f",
    ),
    "opencode repairs": (".opencode/agents/f.md", QUOTED, Host.OPENCODE, Outcome.LOADS, "f"),
    "opencode repairs plain keys only": (
        ".opencode/agents/f.md",
        "description: b\nargument-hint: a: b\n",
        Host.OPENCODE,
        Outcome.SKIPS,
        "",
    ),
    "opencode refuses a list": (
        ".opencode/agents/f.md",
        BOTH + "tools: [Read]\n",
        Host.OPENCODE,
        Outcome.SKIPS,
        "",
    ),
    "gemini loads": (".gemini/agents/f.md", BOTH, Host.GEMINI, Outcome.LOADS, "a"),
    "gemini refuses an unknown field": (
        ".gemini/agents/f.md",
        BOTH + "color: red\n",
        Host.GEMINI,
        Outcome.SKIPS,
        "",
    ),
    "gemini refuses a text of tools": (
        ".gemini/agents/f.md",
        BOTH + "tools: read_file\n",
        Host.GEMINI,
        Outcome.SKIPS,
        "",
    ),
    "gemini refuses a name with blanks": (
        ".gemini/agents/f.md",
        "name: A b\ndescription: c\n",
        Host.GEMINI,
        Outcome.SKIPS,
        "",
    ),
    "gemini refuses bad YAML": (".gemini/agents/f.md", QUOTED, Host.GEMINI, Outcome.SKIPS, ""),
    "kiro takes the path": (".kiro/agents/x/f.md", BOTH, Host.KIRO, Outcome.LOADS, "x/f"),
    "kiro is unsure": (".kiro/agents/f.md", QUOTED, Host.KIRO, Outcome.UNCERTAIN, "f"),
    "qwen loads what claude writes": (".qwen/agents/f.md", BOTH, Host.QWEN, Outcome.LOADS, "a"),
    "qwen needs a description": (".qwen/agents/f.md", "name: a\n", Host.QWEN, Outcome.SKIPS, ""),
    "openhands needs nothing": (".openhands/agents/f.md", "tools: []\n", Host.OPENHANDS, Outcome.LOADS, "f"),
    "mux takes the file's name": (".mux/agents/f.md", BOTH, Host.MUX, Outcome.LOADS, "f"),
    "mux needs a name": (".mux/agents/f.md", "description: b\n", Host.MUX, Outcome.SKIPS, ""),
    "a folder of a program that nobody knows": (
        ".foo/agents/f.md",
        BOTH,
        Host.UNKNOWN,
        Outcome.UNCERTAIN,
        "a",
    ),
    "a folder of several programs": (".agents/agents/f.md", BOTH, Host.UNKNOWN, Outcome.UNCERTAIN, "a"),
    "another folder in one of a program": ("x/.foo/b/c/f.md", BOTH, Host.UNKNOWN, Outcome.UNCERTAIN, "a"),
    "claude's folder in that of another program": (
        ".foo/.claude/old/f.md",
        BOTH,
        Host.GENERIC,
        Outcome.UNCERTAIN,
        "a",
    ),
    "a path with a dot": ("./agents/../f.md", BOTH, Host.GENERIC, Outcome.UNCERTAIN, "a"),
    "a plain folder": ("agents/f.md", BOTH, Host.GENERIC, Outcome.UNCERTAIN, "a"),
    "opencode in a plain folder": (
        "agents/f.md",
        "description: b\nmode: subagent\n",
        Host.OPENCODE,
        Outcome.UNCERTAIN,
        "f",
    ),
}


@pytest.mark.parametrize(("path", "matter", "host", "outcome", "identity"), OUTCOMES.values(), ids=OUTCOMES)
def test_each_host_reads_a_file_its_own_way(
    path: str, matter: str, host: Host, outcome: Outcome, identity: str
) -> None:
    newline = "\r\n" if "\r\n" in matter else "\n"
    data = f"---{newline}{matter}---{newline}".encode()
    reading = next(each for each in read_definition(data, path).hosts if each.host is host)
    assert (reading.outcome, reading.identity) == (outcome, identity)


@pytest.mark.parametrize(
    "path",
    ["agents/a.md", ".claude/agents/a.md", ".gemini/agents/a.md", ".kiro/agents/a.md", ".foo/agents/a.md"],
)
def test_whatever_is_not_plainly_loaded_has_a_reason(path: str) -> None:
    for matter in (BOTH, QUOTED, BROKEN, "name: a\n", ""):
        for reading in define(matter, path).hosts:
            assert reading.because or reading.outcome is Outcome.LOADS


def test_the_first_host_is_the_main_one_and_names_a_nameless_agent() -> None:
    definition = define("description: b\n", ".opencode/agents/x/f.md")
    assert (definition.host, definition.name) == (Host.OPENCODE, "f")


def test_each_host_knows_what_its_fields_are_about() -> None:
    claude = HOSTS[Host.CLAUDE_CODE]
    assert claude.kind_of("tools") is FieldKind.TOOLS
    assert claude.kind_of("hooks") is FieldKind.SUPPLY
    assert claude.kind_of("version") is FieldKind.METADATA
    assert HOSTS[Host.CLAUDE_PLUGIN].kind_of("hooks") is FieldKind.METADATA
