from __future__ import annotations

import pytest

from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.model.definition import Kind

BOTH = "---\nname: a\ndescription: b\n---\n"
NAMED = "---\nname: a\n---\n"
DESCRIBED = "---\ndescription: b\n---\n"
NOTHING = "# Title\n"
CONFLICT = "---\n<<<<<<< a\nname: a\ndescription: b\n=======\n>>>>>>> b\n---\n"

KINDS = {
    "an agent of a host": (".claude/agents/a.md", BOTH, Kind.AGENT),
    "an agent in a folder": ("agents/core/a.md", BOTH, Kind.AGENT),
    "an agent in a plain folder": ("categories/01-core/a.md", BOTH, Kind.AGENT),
    "an agent at the root": ("a.md", BOTH, Kind.AGENT),
    "an agent on standard input": ("", BOTH, Kind.AGENT),
    "an agent whose name starts like a readme": ("agents/readme-generator.md", BOTH, Kind.AGENT),
    "an agent called after a paper": ("security-auditor.md", BOTH, Kind.AGENT),
    "an agent about commands": ("agents/commands/a.md", BOTH, Kind.AGENT),
    "an agent inside a skill": ("skills/s/agents/a.md", BOTH, Kind.AGENT),
    "an agent without a description": ("agents/a.md", NAMED, Kind.AGENT),
    "an agent in conflict": ("agents/a.md", CONFLICT, Kind.AGENT),
    "an agent in conflict at the root": ("a.md", CONFLICT, Kind.AGENT),
    "a copilot agent without frontmatter": ("agents/a.agent.md", NOTHING, Kind.AGENT),
    "a chat mode": ("chatmodes/a.chatmode.md", NOTHING, Kind.AGENT),
    "an opencode agent in a plain folder": (
        "categories/a.md",
        "---\ndescription: b\nmode: subagent\n---\n",
        Kind.AGENT,
    ),
    "a codex agent": (".codex/agents/a.toml", 'name = "a"\n', Kind.AGENT),
    "a skill": ("skills/s/SKILL.md", BOTH, Kind.SKILL),
    "a readme": ("agents/README.md", BOTH, Kind.README),
    "a readme that a host loads": (".claude/agents/README.md", BOTH, Kind.AGENT),
    "a paper that a host loads": (".claude/agents/SECURITY.md", BOTH, Kind.AGENT),
    "a skill's name where a host reads agents": (".claude/agents/x/SKILL.md", BOTH, Kind.AGENT),
    "a readme beside agents": (".claude/agents/README.md", NOTHING, Kind.README),
    "a readme in another language": ("README.zh-CN.md", NOTHING, Kind.README),
    "instructions": ("agents/AGENTS.md", NOTHING, Kind.INSTRUCTIONS),
    "instructions for one host": ("CLAUDE.md", NOTHING, Kind.INSTRUCTIONS),
    "instructions by ending": (".github/instructions/a.instructions.md", BOTH, Kind.INSTRUCTIONS),
    "an agent in its own folder": ("agents/a/AGENT.md", BOTH, Kind.AGENT),
    "a command": (".claude/commands/a.md", BOTH, Kind.COMMAND),
    "a command of another host": (".windsurf/workflows/a.md", BOTH, Kind.COMMAND),
    "an agent about workflows": ("categories/workflows/a.md", BOTH, Kind.AGENT),
    "a prompt file": (".github/prompts/a.prompt.md", BOTH, Kind.PROMPT),
    "a prompt in a folder": ("prompts/a.md", BOTH, Kind.PROMPT),
    "a rule": (".cursor/rules/a.mdc", DESCRIBED, Kind.RULE),
    "a rule of another host": (".claude/rules/a.md", NOTHING, Kind.RULE),
    "a changelog": ("CHANGELOG.md", BOTH, Kind.DOCUMENT),
    "documentation between agents": (".claude/agents/notes.md", NOTHING, Kind.DOCUMENT),
    "a page with a description": ("docs/a.md", DESCRIBED, Kind.DOCUMENT),
    "a page in conflict": ("docs/a.md", "---\n<<<<<<< a\ntitle: a\n>>>>>>> b\n---\n", Kind.DOCUMENT),
    "a page": ("docs/a.md", NOTHING, Kind.DOCUMENT),
    "nothing": ("a.md", "", Kind.DOCUMENT),
}


@pytest.mark.parametrize(("path", "text", "kind"), KINDS.values(), ids=KINDS)
def test_a_file_is_recognised_as_what_it_is(path: str, text: str, kind: Kind) -> None:
    assert read_definition(text.encode(), path).kind is kind


@pytest.mark.parametrize("path", [path for path, _text, _kind in KINDS.values() if path])
def test_each_of_them_is_worth_reading(path: str) -> None:
    assert is_candidate(path)


@pytest.mark.parametrize(
    "path",
    ["a.py", "agents/a.json", "pyproject.toml", "agents/a.toml", "node_modules/x/agents/a.md", "a.md.bak"],
)
def test_other_files_are_never_read(path: str) -> None:
    assert not is_candidate(path)
