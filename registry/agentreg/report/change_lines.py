"""The changes of one agent as labelled lines: by area, each with its place and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area, Kind
from agentreg.report.columns import folded, shortened_before_host
from agentreg.report.entries import Entry, Places, render_entry, render_name, tail
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.report.passages import passages
from agentreg.report.wording import joined, mark, phrase

# An area with more entries than this is folded, unless all detail is asked for.
MOST_ENTRIES = 6

# Names of one entry that fill more lines than this are cut, unless all detail is asked for.
MOST_NAMES = 3

INDENT = " " * 8


def render_changes(changes: list[Change], places: Places, page: Page) -> Iterator[Line]:
    """Changes by area.

    Args:
        changes: What is to be shown of an agent, in the order of its review.
        places: Where they stand.
        page: What the lines are to fit.

    Yields:
        Lines; what has many entries is folded.
    """
    for area, group in groupby(changes, lambda change: change.area):
        if area is Area.FORMAT and page.detail is not Detail.ALL:
            words = dict.fromkeys(change.kind.value.replace("-", " ") for change in group)
            line = (Piece("  format", Label.HEADING), Piece(f"  {', '.join(words)}", Label.FAINT))
            yield from folded(line, page.columns)
        else:
            yield (Piece(f"  {area.value}", Label.HEADING),)
            yield from _area(_entries(list(group), page), places, page)


def _entries(changes: list[Change], page: Page) -> list[list[Change]]:
    """Changes as they are told: those of one kind whose names say it all are one entry."""
    entries: list[list[Change]] = []
    for change in changes:
        last = entries[-1][0] if entries else None
        if last and last.kind is change.kind and not passages(last, page) and not passages(change, page):
            entries[-1].append(change)
        else:
            entries.append([change])
    return entries


def _area(entries: list[list[Change]], places: Places, page: Page) -> Iterator[Line]:
    folded = page.detail is not Detail.ALL and len(entries) > MOST_ENTRIES
    if folded:
        # What is left out must not be the larger things, and rather what is gone than what is new.
        entries.sort(key=lambda entry: _weight(entry[0]))
    for entry in entries[: MOST_ENTRIES - 1] if folded else entries:
        yield from _entry(entry, places, page)
    if folded:
        left = len(entries) - MOST_ENTRIES + 1
        yield (Piece(f"    … and {left} more changes (-v shows all)", Label.FAINT),)


def _weight(change: Change) -> int:
    return change.kind.value.startswith("content-") + (change.kind is Kind.CONTENT_REMOVED)


def _entry(changes: list[Change], places: Places, page: Page) -> Iterator[Line]:
    first = changes[0]
    sign = mark(first)
    name = joined([shortened_before_host(phrase(change), page.columns) for change in changes])
    start = (Piece(f"    {sign.text} ", sign.label), Piece(name))
    place = places.of(changes)
    if page.detail is Detail.ALL:
        place = f"{place}  {first.kind.value}".lstrip()
    entry = Entry(start, place, INDENT)
    if len(changes) == 1:
        yield from render_entry(entry, first, page)
    elif len(name) > MOST_NAMES * page.columns and page.detail is not Detail.ALL:
        yield from render_name(entry, page)
    else:
        # A tool that is granted must not be cut off behind one with a long name.
        yield from folded((*start, *tail(entry)), page.columns)
