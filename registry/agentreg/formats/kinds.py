"""What a file is: an agent, or one of the files that look like agents."""

from __future__ import annotations

import re

from agentreg.model.definition import Kind
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Mapping, Step

# A language may follow (`README.zh-CN.md`), a word may not: `readme-generator.md` is an agent.
_README = re.compile(r"readme(?:[._-][a-z]{2}(?:[_-][a-z]{2,4})?)?\.(?:md|markdown)", re.IGNORECASE)
_INSTRUCTIONS = frozenset(
    ("AGENTS.md", "AGENT.md", "AGENTS.override.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md")
)
_PAPERS = re.compile(
    r"(?:changelog|contributing|code[_-]of[_-]conduct|licen[sc]e|security|notice)(?:[._-][a-z]{2}(?:[_-][a-z]{2,4})?)?\.md",
    re.IGNORECASE,
)
_RULES = re.compile(r"(?:^|/)\.[\w-]+/(?:rules|steering)/")
_COMMANDS = re.compile(r"(?:^|/)commands/|(?:^|/)\.[\w-]+/workflows/")
_PROMPTS = re.compile(r"(?:^|/)prompts/")
_ALWAYS_AGENT = re.compile(r"\.agent\.md$|\.chatmode\.md$|(?:^|/)\.codex/agents/[^/]+\.toml$")
_AGENT_FOLDER = re.compile(r"(?:^|/)(?:sub)?agents?/")
_RAW_FIELDS = (re.compile(r"^name[ \t]*:", re.MULTILINE), re.compile(r"^description[ \t]*:", re.MULTILINE))
_OPENCODE_MODES = frozenset(("primary", "subagent", "all"))


def kind_by_path(path: str) -> Kind | None:
    """What a path alone says about a file, or None when its content has to say it."""
    name = path.rpartition("/")[2]
    if name == "SKILL.md":
        return Kind.SKILL
    if _ALWAYS_AGENT.search(path):
        return Kind.AGENT
    if _README.fullmatch(name):
        return Kind.README
    if name.endswith(".prompt.md"):
        return Kind.PROMPT
    if name.endswith(".instructions.md") or name == "copilot-instructions.md":
        return Kind.INSTRUCTIONS
    if name.endswith(".mdc") or _RULES.search(path):
        return Kind.RULE
    return Kind.DOCUMENT if _PAPERS.fullmatch(name) else None


def kind_of(path: str, document: Document, frontmatter: Frontmatter) -> Kind:
    """What a file is, by its path and by what its frontmatter states.

    Args:
        path: POSIX path inside the source; may be empty.
        document: Its text.
        frontmatter: Its fields.

    Returns:
        The kind; `AGENT` only for what some host would take for one, or has the two fields of one.
    """
    by_path = kind_by_path(path)
    if by_path is not None:
        return by_path
    if path.rpartition("/")[2] in _INSTRUCTIONS and not _has_both(frontmatter):
        return Kind.INSTRUCTIONS
    in_agents = _AGENT_FOLDER.search(path) is not None
    if not in_agents and _COMMANDS.search(path):
        return Kind.COMMAND
    if not in_agents and _PROMPTS.search(path):
        return Kind.PROMPT
    if frontmatter.step is Step.UNREADABLE:
        return Kind.AGENT if in_agents or _mentions_both(document) else Kind.DOCUMENT
    return Kind.AGENT if _states_agent(frontmatter, in_agents=in_agents) else Kind.DOCUMENT


def writes_opencode(frontmatter: Frontmatter) -> bool:
    """Whether the fields are in OpenCode's dialect, wherever the file lies."""
    if frontmatter.text("mode") in _OPENCODE_MODES:
        return True
    return frontmatter.get("permission") is not None and isinstance(frontmatter.get("tools"), Mapping | None)


def _has_both(frontmatter: Frontmatter) -> bool:
    return frontmatter.get("name") is not None and frontmatter.get("description") is not None


def _mentions_both(document: Document) -> bool:
    """Whether frontmatter that cannot be read, for a merge's markers say, still shows an agent's fields."""
    matter = document.matter.of(document.text) if document.matter else ""
    return all(field.search(matter) for field in _RAW_FIELDS)


def _states_agent(frontmatter: Frontmatter, *, in_agents: bool) -> bool:
    if _has_both(frontmatter):
        return True
    described = frontmatter.get("description") is not None
    if in_agents:
        return described or frontmatter.get("name") is not None
    return described and writes_opencode(frontmatter)
