"""Files that lie nearly where a host looks for agents: why it does not, and which are read at all."""

from __future__ import annotations

import pytest

from agentreg.formats.locate import is_candidate
from agentreg.formats.overlooked import overlooked

CASE = "hosts look for `.claude/agents/`, and case counts"
MARKDOWN = "hosts read files that end in `.md`"

PATHS = [
    (".claude/agents/a.MD", MARKDOWN),
    (".claude/agents/team/a.markdown", MARKDOWN),
    (".claude/agents/a.mdx", MARKDOWN),
    (".claude/agents/a.txt", MARKDOWN),
    (".claude/Agents/a.md", CASE),
    (".Claude/agents/a.md", CASE),
    ("app/.CLAUDE/AGENTS/a.md", CASE),
    (".claude/agent/a.md", "hosts look for agents in `.claude/agents/`"),
    (".claude/subagents/a.md", "hosts look for agents in `.claude/agents/`"),
    (".opencode/Agents/a.md", "hosts look for `.opencode/agents/`, and case counts"),
    (".gemini/agents/team/a.md", "hosts read no folders below `.gemini/agents/`"),
    (".github/agents/team/a.md", "hosts read no folders below `.github/agents/`"),
    (".cursor/agents/team/a.md", "hosts read no folders below `.cursor/agents/`"),
    (".codex/agents/a.md", "hosts read files that end in `.toml`"),
    (".kiro/Agents/a.md", "hosts look for `.kiro/agents/`, and case counts"),
    (".kiro/agents/a.txt", MARKDOWN),
    (".qwen/agents/team/a.md", "hosts read no folders below `.qwen/agents/`"),
    (".openhands/agents/team/a.md", "hosts read no folders below `.openhands/agents/`"),
    (".mux/agent/a.md", "hosts look for agents in `.mux/agents/`"),
]


@pytest.mark.parametrize(("path", "because"), PATHS)
def test_a_file_that_hosts_overlook_is_read_and_says_why(path: str, because: str) -> None:
    assert overlooked(path) == because
    assert is_candidate(path)


@pytest.mark.parametrize(
    "path",
    [
        *(".claude/agents/a.md", ".claude/agents/team/a.md", ".github/agents/a.agent.md"),
        *(".github/agents/team/a.agent.md", ".opencode/agent/a.md", ".codex/agents/a.toml"),
        *("agents/a.MD", "claude/agents/a.md", "docs/a.MD", ".gemini/agents/_a.md", ".claude/commands/a.MD"),
        *(".claude/agents/a.json", ".claude/agents/a", "", ".foo/Agents/a.md"),
    ],
)
def test_any_other_file_is_not_called_overlooked(path: str) -> None:
    assert overlooked(path) == ""


@pytest.mark.parametrize("path", ["docs/a.txt", "a.mdx", ".claude/agents/a.json", ".claude/agents/a"])
def test_other_endings_are_read_in_folders_of_agents_only(path: str) -> None:
    assert not is_candidate(path)
