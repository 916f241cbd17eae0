"""Which revision of an agent is meant: what follows the `@` of a reference."""

from __future__ import annotations

import re

from agentreg.errors import BadReference
from agentreg.index.semver import VersionRange, is_range, parse_range
from agentreg.records import NamedTuple


class Newest(NamedTuple):
    """The newest revision on the default branch."""


class Back(NamedTuple):
    """So many revisions before the newest."""

    revisions: int


class InRange(NamedTuple):
    """The highest version inside a range: a declared one, else a derived one."""

    text: str
    range: VersionRange


class Derived(NamedTuple):
    """The highest derived version inside a range, written with the star that marks them (`1.4.2*`, `^1*`)."""

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
    """A declared version, a tag, a branch, a commit id or a derived version, tried in this order."""

    name: str


Selector = Newest | Back | InRange | Derived | AsOf | Named

_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?")


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
    # After a dot a star is a wildcard.
    if re.fullmatch(r".*\d\*", text):
        return Derived(text, parse_range(text[:-1]))
    return InRange(text, parse_range(text)) if is_range(text) else Named(text)


def _end_of(text: str) -> int:
    from datetime import UTC, datetime, timedelta

    day, clock, zone = _date_parts(text)
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{(zone or 'Z').replace('Z', '+00:00')}")
        end = moment if clock else moment + timedelta(days=1, seconds=-1)
        return int(end.astimezone(UTC).timestamp())
    except (ValueError, OverflowError):
        raise _no_date(text) from None


def _date_parts(text: str) -> tuple[str | None, ...]:
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise _no_date(text)
    return found.groups()


def _no_date(text: str) -> BadReference:
    return BadReference(f"'{text}' is not a date", hint="write it like {2026-05-01} or {2026-05-01 14:30}")
