"""The one grammar by which users name a definition; pure: it looks at the text, never at an index.

    PATH                 a file in the work tree        -                  standard input
    REV:PATH             a file at a Git revision       A..B, A...B        a range of a repository
    AGENT, SOURCE/AGENT  an indexed agent, by name or by its path inside the source, with an optional
                         @SELECTOR: @1.4.0, @^1.2, @1.4.0*, @<tag|branch|sha>, @{2026-05-01}, @latest, @~3

A text that names an existing file is that file; so `exists` is asked before anything else is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from agentreg.errors import BadReference
from agentreg.formats.patterns import pattern
from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from agentreg.index.selector import Selector


class StdinReference(NamedTuple):
    """`-`: standard input."""


class PathReference(NamedTuple):
    """A file or folder in the work tree."""

    path: str


class GitPathReference(NamedTuple):
    """`REV:PATH`: a file at a revision of the repository one stands in."""

    revision: str
    path: str


class RangeReference(NamedTuple):
    """`A..B` (from A to B) or `A...B` (from their merge base to B); without an end, to HEAD."""

    before: str
    after: str
    from_merge_base: bool


class AgentReference(NamedTuple):
    """An agent of the index.

    Attributes:
        name: `SOURCE/AGENT`, `AGENT` or `SOURCE/path/to/file.md`, as written.
        selector: Which of its revisions.
    """

    name: str
    selector: Selector


Reference = StdinReference | PathReference | GitPathReference | RangeReference | AgentReference

_RANGE = pattern(r"(?P<before>[^{}]*?)(?P<dots>\.\.\.?)(?P<after>[^{}]*)")
_TIP = ("HEAD", "@")
_EMPTY_SIDE = "name both sides, as in `main..HEAD`; if variables hold them, one of them is empty"
_PATH_START = pattern(r"\.{0,2}/|~/|\.\.?$|[A-Za-z]:[\\/]")


def parse_reference(text: str, exists: Callable[[str], bool] = lambda _path: False) -> Reference:
    """Read a reference.

    Args:
        text: What the user wrote.
        exists: Tells whether a path is there in the work tree; a text that is there is a path.

    Returns:
        What kind of thing is named. Whether it is there is for the resolver to find out.

    Raises:
        BadReference: The text is empty, is a range without a start, or its selector cannot be read.
    """
    if text == "-":
        return StdinReference()
    if not text or "\0" in text:
        raise BadReference("an empty name refers to nothing", hint="name a file or an agent")
    if exists(text) or _PATH_START.match(text):
        return PathReference(text)
    return _parse_range(text) or _parse_git_path(text) or _parse_agent(text)


def _parse_range(text: str) -> RangeReference | None:
    found = _RANGE.fullmatch(text)
    # A selector may hold dots of its own, a path may hold `/../`: neither is a range.
    if found is None or "/.." in text or "../" in text or ":" in text:
        return None
    before, dots, after = found["before"], found["dots"], found["after"]
    if not before or (not after and before in _TIP):
        # Git would compare HEAD with itself, which reads as clean.
        missing = "begins nowhere" if not before else "ends where it begins"
        raise BadReference(f"the range {text} {missing}", hint=_EMPTY_SIDE)
    return RangeReference(before, after or "HEAD", dots == "...")


def _parse_git_path(text: str) -> GitPathReference | None:
    outside = text.find(":")
    brace = text.find("{")
    if outside <= 0 or 0 <= brace < outside or outside == len(text) - 1:
        return None
    return GitPathReference(text[:outside], text[outside + 1 :])


def _parse_agent(text: str) -> AgentReference:
    # An `@` that starts a path segment belongs to the name (`packages/@scope/agents/x.md`).
    from agentreg.index.selector import Newest, parse_selector

    found = re.search(r"(?<=[^/])@", text)
    if found is None:
        return AgentReference(text, Newest())
    return AgentReference(text[: found.start()], parse_selector(text[found.end() :]))
