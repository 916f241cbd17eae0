"""References: what a prompt names that lies outside it."""

from __future__ import annotations

import re

from agentreg.formats.agent_names import read_agent_names
from agentreg.formats.hosts.claude import ALIASES, POOL, STRIPPED
from agentreg.formats.imports import read_imports
from agentreg.formats.paths import bare_paths, is_path
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.outward import Reference, ReferenceKind

# A placeholder in braces is part of an address, also one with blanks around its name.
_URL = pattern(
    r"https?://(?=[\w$\[{])(?:\$?\{{1,2}[^\n{}]{0,80}\}{1,2}|[^\s<>\"'`)\]}|{\u3000-\u303f\uff00-\uffef]){1,2000}",
    re.IGNORECASE,
)
_TOOL_MARK = pattern(r"#tool:([\w./\-]{0,100}\w)")
_FILE_MARK = pattern(r"#file:([^\s`'\"()\[\]<>,;]{0,200}[\w/])")
_LINK = pattern(r"\]\(<?([^\s()<>#:]{1,200})")
_SERVER_TOOL = pattern(r"\b(mcp__\w[\w\-]{0,100})")
_QUOTED = pattern(r"`([^`\n]{1,200})`")
_TOOLS = frozenset((*POOL, *ALIASES, *STRIPPED))
_QUOTED_TOOL = pattern(r"`([A-Za-z][\w.:/\-]{0,60})` tools?\b")
_TOOL_WORD = pattern(r" tools?\b")
_LONGEST_TOOL = 32


def read_references(text: str, span: Span) -> tuple[Reference, ...]:
    """Find the references in a prompt, also inside code: an import works there on some hosts.

    Imports are read as Claude Code writes them (`@path`), marked tools and files as Copilot does
    (`#tool:name`, `#file:path`).

    Args:
        text: The whole file.
        span: Where the prompt stands.

    Returns:
        The references in document order; one place gives one reference.
    """
    found: dict[int, Reference] = {}
    for mark, reader in _READERS:
        if mark in text:
            for reference in reader(text, span):
                found.setdefault(reference.span.start, reference)
    return tuple(found[start] for start in sorted(found))


def _urls(text: str, span: Span) -> list[Reference]:
    return [
        _reference(ReferenceKind.URL, match.group().rstrip(".,;:!?*_"), match.start())
        for match in _URL.finditer(text, *span)
    ]


def _links(text: str, span: Span) -> list[Reference]:
    """Files that a link leads to."""
    found = _first_groups(ReferenceKind.PATH, _LINK, text, span)
    return [reference for reference in found if is_path(reference.target)]


def _bare(text: str, span: Span) -> list[Reference]:
    return [Reference(ReferenceKind.PATH, place.of(text), place) for place in bare_paths(text, span)]


def _imports(text: str, span: Span) -> list[Reference]:
    return [Reference(ReferenceKind.IMPORT, place.of(text), place) for place in read_imports(text, span)]


def _marked_tools(text: str, span: Span) -> list[Reference]:
    return _first_groups(ReferenceKind.TOOL, _TOOL_MARK, text, span)


def _marked_files(text: str, span: Span) -> list[Reference]:
    return _first_groups(ReferenceKind.PATH, _FILE_MARK, text, span)


def _server_tools(text: str, span: Span) -> list[Reference]:
    return _first_groups(ReferenceKind.TOOL, _SERVER_TOOL, text, span)


def _named_tools(text: str, span: Span) -> list[Reference]:
    """Names before the word "tool": the `Task` of "use the Task tool", and any name in code style."""
    references = _first_groups(ReferenceKind.TOOL, _QUOTED_TOOL, text, span)
    for found in _TOOL_WORD.finditer(text, *span):
        before = text[max(span.start, found.start() - _LONGEST_TOOL) : found.start()]
        name = before.split()[-1] if before.strip() else ""
        if name in _TOOLS and before.endswith(name):
            references.append(_reference(ReferenceKind.TOOL, name, found.start() - len(name)))
    return references


def _first_groups(kind: ReferenceKind, pattern: re.Pattern[str], text: str, span: Span) -> list[Reference]:
    return [_reference(kind, match.group(1), match.start(1)) for match in pattern.finditer(text, *span)]


def _quoted(text: str, span: Span) -> list[Reference]:
    """Tools and paths in code style."""
    references: list[Reference] = []
    for match in _QUOTED.finditer(text, *span):
        word = match.group(1)
        if word in _TOOLS:
            references.append(_reference(ReferenceKind.TOOL, word, match.start(1)))
        elif is_path(word):
            references.append(_reference(ReferenceKind.PATH, word, match.start(1)))
    return references


def _reference(kind: ReferenceKind, target: str, start: int) -> Reference:
    return Reference(kind, target, Span(start, start + len(target)))


# What a text must hold for a reader to find anything in it: a cheap look before a search.
_READERS = (
    ("://", _urls),
    ("@", _imports),
    ("#tool:", _marked_tools),
    ("#file:", _marked_files),
    ("mcp__", _server_tools),
    (" tool", _named_tools),
    ("gent", read_agent_names),
    ("`", _quoted),
    ("](", _links),
    (".", _bare),
)
