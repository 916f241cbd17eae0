"""Which paths are read, and by which host: nothing that a host loads may be left out by its name."""

from __future__ import annotations

import pytest

from agentreg.formats.hosts import readers_of
from agentreg.formats.locate import is_candidate, leads_to_agents
from agentreg.formats.read import read_definition
from agentreg.model.definition import Host, Outcome

BROUGHT_ALONG = {
    ".claude/agents/vendor/e.md": True,
    "web/.claude/agents/team/vendor/e.md": True,
    ".claude/agents/node_modules/e.md": True,
    ".claude/agents/.git/e.md": True,
    ".opencode/agent/vendor/e.md": True,
    "plugins/vendor/agents/e.md": True,
    "plugins/a/agents/vendor/e.md": True,
    "vendor/.claude/agents/e.md": False,
    "vendor/.claude/agents/vendor/e.md": False,
    "vendor/a.agent.md": False,
    "node_modules/plugins/a/agents/e.md": False,
    ".github/agents/vendor/e.md": False,
    "agents/vendor/e.md": False,
    "lib/vendor/e.md": False,
    "lib/vendors/e.md": True,
}


@pytest.mark.parametrize(("path", "read"), BROUGHT_ALONG.items(), ids=BROUGHT_ALONG)
def test_what_is_brought_along_is_read_only_where_a_host_reads_it(path: str, read: bool) -> None:
    assert is_candidate(path) is read


ODD_NAMES = {
    ".claude/agents/a\nb.md": (Host.CLAUDE_CODE, Host.VSCODE, Host.COPILOT, Host.CURSOR),
    ".claude/agents/a\nb/c\n.md": (Host.CLAUDE_CODE,),
    "plugins/p\nq/agents/a\nb.md": (Host.CLAUDE_PLUGIN,),
    ".github/agents/a\nb.md": (Host.COPILOT, Host.VSCODE),
    "x/a\nb.chatmode.md": (Host.VSCODE,),
    ".opencode/agents/a\nb.md": (Host.OPENCODE,),
    ".gemini/agents/a\nb.md": (Host.GEMINI,),
    ".cursor/agents/a\nb.md": (Host.CURSOR,),
    ".codex/agents/a\nb.toml": (Host.CODEX,),
    ".claude/agents/a.md\n": (),
    "plugins/p/agents/a.md\n": (),
    ".github/agents/a.md\n": (),
    "a.agent.md\n": (),
    ".opencode/agents/a.md\n": (),
    ".gemini/agents/a.md\n": (),
    ".cursor/agents/a.md\n": (),
    ".codex/agents/a.toml\n": (),
}


@pytest.mark.parametrize(("path", "hosts"), ODD_NAMES.items(), ids=map(repr, ODD_NAMES))
def test_a_line_end_in_a_name_hides_a_file_from_no_host(path: str, hosts: tuple[Host, ...]) -> None:
    assert {profile.host for profile in readers_of(path)} == set(hosts)


def test_a_plugin_calls_its_agent_the_same_whatever_the_folder_is_called() -> None:
    data = b"---\nname: a\ndescription: b\n---\n"
    reading = read_definition(data, "plugins/p/agents/x\ny/a.md").hosts[0]
    assert reading.identity == "p:x\ny:a"


def test_a_name_that_ends_a_line_is_no_name_of_geminis() -> None:
    data = b"---\nname: |\n  a\ndescription: b\n---\n"
    assert read_definition(data, ".gemini/agents/a.md").hosts[0].outcome is Outcome.SKIPS


LINKS = {
    ".claude/agents/a.md": True,
    ".claude/agents/team": True,
    ".claude/agents": True,
    ".claude": True,
    "web/.claude": True,
    ".github": True,
    ".github/agents": True,
    ".codex": True,
    ".codex/agents": True,
    ".opencode": True,
    "plugins": True,
    "plugins/p": True,
    "plugins/p/agents": True,
    "agents": True,
    "a.md": True,
    "docs": False,
    ".github/workflows": False,
    "lib/tools": False,
    "vendor/lib": False,
}


@pytest.mark.parametrize(("path", "leads"), LINKS.items(), ids=LINKS)
def test_what_is_not_entered_may_lead_to_agents(path: str, leads: bool) -> None:
    assert leads_to_agents(path) is leads
