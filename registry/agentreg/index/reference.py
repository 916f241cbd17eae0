"""The one grammar by which users name a definition; pure: it looks at the text, never at an index.

    PATH                 a file in the work tree        -                  standard input
    REV:PATH             a file at a Git revision       A..B, A...B        a range of a repository
    AGENT, SOURCE/AGENT  an indexed agent, by name or by its path inside the source, with an optional
                         @SELECTOR: @1.4.0, @^1.2, @<tag|branch|sha>, @{2026-05-01}, @latest, @~3

A text that names an existing file is that file; so `exists` is asked before anything else is tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from agentreg.errors import BadReference

if TYPE_CHECKING:
    from agentreg.index.semver import VersionRange


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
    """`A..B` (from A to B) or `A...B` (from their merge base to B); an empty end means HEAD."""

    before: str
    after: str
    from_merge_base: bool


class Newest(NamedTuple):
    """The newest revision on the default branch."""


class Back(NamedTuple):
    """So many revisions before the newest."""

    revisions: int


class InRange(NamedTuple):
    """The newest declared version inside a range."""

    text: str
    range: VersionRange


class AsOf(NamedTuple):
    """The newest revision at a moment.

    Attributes:
        text: The date as written.
        time: Seconds since the epoch, UTC; a date without a time means the end of that day.
    """

    text: str
    time: int


class Named(NamedTuple):
    """A declared version, a tag, a branch or a commit id, tried in this order."""

    name: str


Selector = Newest | Back | InRange | AsOf | Named


class AgentReference(NamedTuple):
    """An agent of the index.

    Attributes:
        name: `SOURCE/AGENT`, `AGENT` or `SOURCE/path/to/file.md`, as written.
        selector: Which of its revisions.
    """

    name: str
    selector: Selector


Reference = StdinReference | PathReference | GitPathReference | RangeReference | AgentReference

_RANGE = re.compile(r"(?P<before>[^{}]*?)(?P<dots>\.\.\.?)(?P<after>[^{}]*)")
_PATH_START = re.compile(r"\.{0,2}/|~/|\.\.?$|[A-Za-z]:[\\/]")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?")


def parse_reference(text: str, exists: Callable[[str], bool] = lambda _path: False) -> Reference:
    """Read a reference.

    Args:
        text: What the user wrote.
        exists: Tells whether a path is there in the work tree; a text that is there is a path.

    Returns:
        What kind of thing is named. Whether it is there is for the resolver to find out.

    Raises:
        BadReference: The text is empty, or its selector cannot be read.
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
    return RangeReference(found["before"] or "HEAD", found["after"] or "HEAD", found["dots"] == "...")


def _parse_git_path(text: str) -> GitPathReference | None:
    outside = text.find(":")
    brace = text.find("{")
    if outside <= 0 or 0 <= brace < outside or outside == len(text) - 1:
        return None
    return GitPathReference(text[:outside], text[outside + 1 :])


def _parse_agent(text: str) -> AgentReference:
    # An `@` that starts a path segment belongs to the name (`packages/@scope/agents/x.md`).
    found = re.search(r"(?<=[^/])@", text)
    if found is None:
        return AgentReference(text, Newest())
    return AgentReference(text[: found.start()], parse_selector(text[found.end() :]))


def parse_selector(text: str) -> Selector:
    """Read what follows the `@` of an agent reference.

    Raises:
        BadReference: The text is empty, or no date, range or name.
    """
    if text == "latest":
        return Newest()
    if found := re.fullmatch(r"~(\d{1,6})", text):
        return Back(int(found[1]))
    if text.startswith("{") and text.endswith("}"):
        return AsOf(text[1:-1], _end_of(text[1:-1]))
    if not text:
        raise BadReference("nothing follows the '@'", hint="write a version, tag, branch, {date} or latest")
    from agentreg.index.semver import is_range, parse_range

    return InRange(text, parse_range(text)) if is_range(text) else Named(text)


def _end_of(text: str) -> int:
    from datetime import UTC, datetime, timedelta

    day, clock, zone = _date_parts(text)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(zone or 'Z').replace('Z', '+00:00')}")
    except ValueError:
        raise _no_date(text) from None
    return int((moment if clock else moment + timedelta(days=1, seconds=-1)).astimezone(UTC).timestamp())


def _date_parts(text: str) -> tuple[str | None, ...]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise _no_date(text)
    return found.groups()


def _no_date(text: str) -> BadReference:
    return BadReference(f"'{text}' is not a date", hint="write it like {2026-05-01} or {2026-05-01 14:30}")
