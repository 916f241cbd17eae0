from __future__ import annotations

import pytest

from agentreg.formats.comma_lists import split_entries
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import HostProfile
from agentreg.formats.tools import parse_entry
from agentreg.model.definition import Host
from agentreg.model.document import Span
from agentreg.model.tools import Effect, ToolState
from formats.reading import define

CLAUDE, COPILOT, OPENCODE, GEMINI = (
    ".claude/agents/a.md",
    ".github/agents/a.agent.md",
    ".opencode/agents/a.md",
    ".gemini/agents/a.md",
)

STATES = {
    "absent": ("name: a\n", ToolState.ABSENT),
    "without a value": ("tools:\n", ToolState.NULL),
    "null": ("tools: null\n", ToolState.NULL),
    "an empty text": ("tools: ''\n", ToolState.EMPTY),
    "an empty list": ("tools: []\n", ToolState.EMPTY),
    "a star": ("tools: '*'\n", ToolState.ALL),
    "a listed star": ("tools: ['*']\n", ToolState.ALL),
    "all of them in words": ("tools: All tools\n", ToolState.ALL),
    "a comma list": ("tools: Read, Bash\n", ToolState.LISTED),
    "a list": ("tools: [Read]\n", ToolState.LISTED),
}


@pytest.mark.parametrize(("matter", "state"), STATES.values(), ids=STATES)
def test_absent_empty_null_and_all_are_different_states(matter: str, state: ToolState) -> None:
    assert define(matter).tools.state is state


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Read, Bash", ["Read", "Bash"]),
        ("Bash(git *), Agent(a, b) ,Read", ["Bash(git *)", "Agent(a, b)", "Read"]),
        ("Bash(a(b, c), d), Read", ["Bash(a(b, c), d)", "Read"]),
        ("'Read', \"Bash\"", ["Read", "Bash"]),
        ("Read\nBash,\n  Grep", ["Read", "Bash", "Grep"]),
        (" , Read,, ", ["Read"]),
        ("Read)", ["Read)"]),
        ("Bash(a, Read", ["Bash(a, Read"]),
        ("", []),
        ("- Read\n- 'Bash'", ["Read", "Bash"]),
        ("- " * 5_000 + "Read", ["Read"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_comma_list_is_split_except_in_parentheses(text: str, entries: list[str]) -> None:
    assert [span.of(text) for span in split_entries(text)] == entries


SPELLINGS = {
    "plain": (CLAUDE, "Read", "Read", None, None),
    "renamed": (CLAUDE, "Task", "Agent", None, None),
    "case counts": (CLAUDE, "bash", "bash", None, None),
    "specifier": (CLAUDE, "Bash(git *)", "Bash", "git *", None),
    "older specifier": (CLAUDE, "Bash(git:*)", "Bash", "git *", None),
    "colon inside": (CLAUDE, "Bash(npm run a:b)", "Bash", "npm run a:b", None),
    "star specifier": (CLAUDE, "Bash(*)", "Bash", None, None),
    "star specifier as it was spelled": (CLAUDE, "Bash(:*)", "Bash", None, None),
    "agents to spawn": (CLAUDE, "Task(b, a)", "Agent", "a, b", None),
    "server": (CLAUDE, "mcp__github", "mcp__github", None, "github"),
    "all of a server": (CLAUDE, "mcp__github__*", "mcp__github", None, "github"),
    "tool of a server": (CLAUDE, "mcp__github__get_me", "mcp__github__get_me", None, "github"),
    "every server": (CLAUDE, "mcp__*", "mcp__*", None, "*"),
    "copilot alias": (COPILOT, "Grep", "search", None, None),
    "copilot write is edit": (COPILOT, "Write", "edit", None, None),
    "copilot folds case": (COPILOT, "READ", "read", None, None),
    "copilot tool set": (COPILOT, "search/codebase", "search/codebase", None, None),
    "copilot server": (COPILOT, "github/*", "github/*", None, "github"),
    "copilot server by its name": (COPILOT, "github", "github/*", None, "github"),
    "copilot server that says so": (COPILOT, "acme-mcp-server", "acme-mcp-server/*", None, "acme-mcp-server"),
    "opencode V2 name": (OPENCODE, "shell", "bash", None, None),
    "gemini alias": (GEMINI, "search_file_content", "grep_search", None, None),
    "gemini server": (GEMINI, "mcp_github_get_me", "mcp_github_get_me", None, "github"),
}


@pytest.mark.parametrize(("path", "raw", "name", "specifier", "server"), SPELLINGS.values(), ids=SPELLINGS)
def test_an_entry_has_its_hosts_canonical_spelling(
    path: str, raw: str, name: str, specifier: str | None, server: str | None
) -> None:
    profile = HOSTS[define("", path).host]
    entry = parse_entry(raw, profile, span=Span(0, len(raw)))
    assert (entry.raw, entry.name, entry.specifier, entry.server) == (raw, name, specifier, server)


@pytest.mark.parametrize(
    "matter",
    [
        "tools: Read, Bash(git *), mcp__s\n",
        "tools: [Read, 'Bash(git *)', mcp__s]\n",
        "tools:\n  - Read\n  - Bash(git *)\n  - mcp__s__*\n",
        "tools: >-\n  Read,\n  Bash(git:*),\n  mcp__s\n",
        'tools: "Read, Bash(git *), mcp__s"\n',
    ],
)
def test_equal_lists_are_equal_however_they_are_written(matter: str) -> None:
    assert [entry.key for entry in define(matter).tools.entries] == ["Read", "Bash(git *)", "mcp__s"]


def test_entries_know_where_they_are_written() -> None:
    definition = define("tools: Read, Agent(a, b)\ndisallowedTools:\n  - 'Bash'\n")
    text = definition.document.text
    assert [entry.span.of(text) for entry in definition.tools.entries] == ["Read", "Agent(a, b)"]
    assert [entry.span.of(text) for entry in definition.tools.denied] == ["'Bash'"]


def test_a_list_that_is_no_yaml_is_still_split() -> None:
    policy = define("tools: [Read, Bash\nname: a\n").tools
    assert [entry.name for entry in policy.entries] == ["Read", "Bash"]


RULES = {
    "tools map": (
        "tools:\n  write: false\n  bash: true\n",
        [("write", None, Effect.DENY), ("bash", None, Effect.ALLOW)],
    ),
    "one word": ("permission: ask\n", [("*", None, Effect.ASK)]),
    "permission map": (
        "permission:\n  edit: deny\n  bash:\n    '*': ask\n    'git *': allow\n",
        [("edit", None, Effect.DENY), ("bash", None, Effect.ASK), ("bash", "git *", Effect.ALLOW)],
    ),
    "permissions of V2": (
        "permissions:\n- {action: shell, resource: 'rm *', effect: deny}\n- {action: edit, effect: allow}\n",
        [("bash", "rm *", Effect.DENY), ("edit", None, Effect.ALLOW)],
    ),
    "tools before permission": (
        "permission:\n  bash: deny\ntools:\n  bash: true\n",
        [("bash", None, Effect.ALLOW), ("bash", None, Effect.DENY)],
    ),
    "a word that no host knows": ("permission:\n  bash: maybe\n", [("bash", None, Effect.ALLOW)]),
}


@pytest.mark.parametrize(("matter", "rules"), RULES.values(), ids=RULES)
def test_opencode_rules_keep_their_order(matter: str, rules: list[tuple[str, str | None, Effect]]) -> None:
    policy = define(matter, OPENCODE).tools
    assert policy.ordered
    assert [(entry.name, entry.specifier, entry.effect) for entry in policy.entries] == rules


def test_hosts_without_a_tool_list_have_none() -> None:
    for path in (".cursor/agents/a.md", ".codex/agents/a.toml"):
        assert define("tools: Read\n", path).tools.state is ToolState.ABSENT


@pytest.mark.parametrize("profile", HOSTS.values(), ids=[host.value for host in HOSTS])
def test_each_alias_leads_to_a_tool_of_its_host(profile: HostProfile) -> None:
    targets = {name.partition("/")[0] for name in profile.aliases.values()}
    assert targets <= set(profile.pool) | profile.stripped
    assert not profile.folds_case or all(alias == alias.lower() for alias in profile.aliases)


def test_every_host_has_a_profile() -> None:
    assert set(HOSTS) == set(Host)
