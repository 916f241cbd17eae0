"""What a file is: an agent, or one of the files that look like agents."""

from __future__ import annotations

import re

from agentreg.formats.hosts import readers_of
from agentreg.formats.lost import lost_frontmatter
from agentreg.formats.patterns import pattern
from agentreg.model.definition import Kind
from agentreg.model.document import Document
from agentreg.model.fields import Frontmatter, Mapping, Step

# A language may follow (`README.zh-CN.md`), a word may not: `readme-generator.md` is an agent.
_LANGUAGE = r"(?:[._-][a-z]{2}(?:[_-][a-z]{2,4})?)?"
_INSTRUCTIONS = frozenset(
    ("AGENTS.md", "AGENT.md", "AGENTS.override.md", "CLAUDE.md", "CLAUDE.local.md", "GEMINI.md")
)
_PAPERS = pattern(
    rf"(readme){_LANGUAGE}\.(?:md|markdown)"
    rf"|(?:changelog|contributing|code[_-]of[_-]conduct|licen[sc]e|security|notice){_LANGUAGE}\.md"
)
_HOST_FOLDER = pattern(r"/\.[\w-]+/(?:(rules|steering)|workflows)/")
_AGENT_FOLDERS = ("/agents/", "/agent/", "/subagents/", "/subagent/")
_RAW_FIELDS = (pattern(r"^name[ \t]*:", re.MULTILINE), pattern(r"^description[ \t]*:", re.MULTILINE))
_OPENCODE_MODES = frozenset(("primary", "subagent", "all"))


def kind_by_path(path: str) -> Kind | None:
    """What a path alone says about a file, or None when its content has to say it."""
    name = path.rpartition("/")[2]
    if name == "SKILL.md":
        return Kind.SKILL
    folder = f"/{path.removesuffix(name)}"
    if name.endswith((".agent.md", ".chatmode.md")):
        return Kind.AGENT
    if name.endswith(".toml") and folder.endswith("/.codex/agents/"):
        return Kind.AGENT
    paper = _PAPERS.fullmatch(name.lower())
    if paper is not None and paper[1]:
        return Kind.README
    if name.endswith(".prompt.md"):
        return Kind.PROMPT
    if name.endswith(".instructions.md") or name == "copilot-instructions.md":
        return Kind.INSTRUCTIONS
    if name.endswith(".mdc") or any(found[1] for found in _HOST_FOLDER.finditer(folder)):
        return Kind.RULE
    return Kind.DOCUMENT if paper is not None else None


def kind_of(path: str, document: Document, frontmatter: Frontmatter) -> Kind:
    """What a file is, by its path and by what its frontmatter states.

    Args:
        path: POSIX path inside the source; may be empty.
        document: Its text.
        frontmatter: Its fields.

    Returns:
        The kind; `AGENT` only for what some host would take for one, or has the two fields of one.
    """
    if readers_of(path) and _has_both(frontmatter):
        # A host goes by the folder and the fields: there a README.md with both of them is an agent.
        return Kind.AGENT
    by_path = kind_by_path(path)
    if by_path is not None:
        return by_path
    if path.rpartition("/")[2] in _INSTRUCTIONS and not _has_both(frontmatter):
        return Kind.INSTRUCTIONS
    place = f"/{path}"
    in_agents = any(folder in place for folder in _AGENT_FOLDERS)
    if not in_agents and ("/commands/" in place or _HOST_FOLDER.search(place)):
        return Kind.COMMAND
    if not in_agents and "/prompts/" in place:
        return Kind.PROMPT
    if frontmatter.step is Step.ABSENT and (in_agents or readers_of(path)) and _has_lost(document):
        # Its author means an agent: that no host finds it is what has to be told.
        return Kind.AGENT
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


def _has_lost(document: Document) -> bool:
    lost = lost_frontmatter(document.text)
    return lost is not None and lost.is_of_agent


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
