"""The changes of one agent as labelled lines: by area, each with its place and what it says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from agentreg.diff.changes import Area, Change
from agentreg.model.document import LineIndex, split_lines
from agentreg.report.columns import shortened, width, wrapped
from agentreg.report.inline import inline, is_rewritten
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.review import AgentReview

# An area with more changes than this is folded, unless all detail is asked for.
MOST_CHANGES = 8
MOST_LINES = 6

INDENT = " " * 8

# What differs in these is a value as a whole, not some words of it.
_VALUED = (Area.MODEL, Area.METADATA)

Lines = tuple[LineIndex, LineIndex]


def render_changes(agent: AgentReview, page: Page) -> Iterator[Line]:
    """The changes of one agent, folded by area."""
    lines = (
        LineIndex(agent.before.text if agent.before else ""),
        LineIndex(agent.after.text if agent.after else ""),
    )
    for area, changes in groupby(agent.changes, lambda change: change.area):
        yield from _area(area, list(changes), lines, page)


def _area(area: Area, changes: list[Change], lines: Lines, page: Page) -> Iterator[Line]:
    yield ()
    if area is Area.FORMAT and page.detail is Detail.NORMAL:
        yield (Piece("  format", Label.HEADING), Piece(f"  {_format_line(changes)}", Label.FAINT))
        return
    yield (Piece(f"  {area.value}", Label.HEADING),)
    folded = page.detail is Detail.NORMAL and len(changes) > MOST_CHANGES
    if folded:
        # What is left out must not be the larger things.
        changes.sort(key=lambda change: change.kind.value.startswith("content-"))
    for change in changes[: MOST_CHANGES - 1] if folded else changes:
        yield from _change(change, lines, page)
    if folded:
        left = len(changes) - MOST_CHANGES + 1
        yield (Piece(f"    … and {left} more changes (-v shows all)", Label.FAINT),)


def _format_line(changes: list[Change]) -> str:
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind.value] = counts.get(change.kind.value, 0) + 1
    return ", ".join(f"{kind} ({count} times)" if count > 1 else kind for kind, count in counts.items())


def _change(change: Change, lines: Lines, page: Page) -> Iterator[Line]:
    mark, label = _mark(change)
    place = _place(change, lines)
    room = page.columns - width(place) - 8 - len(change.kind.value)
    subject = shortened(change.subject, max(12, room))
    pieces = (Piece(f"    {mark} ", label), Piece(f"{change.kind.value} ", label), Piece(subject))
    yield (*pieces, Piece(f"  {place}", Label.FAINT)) if place else pieces
    yield from _texts(change, page)


def _mark(change: Change) -> tuple[str, Label]:
    word = change.kind.value
    if word.endswith(("-moved", "-reordered")) or word in ("renamed", "copied", "converted"):
        return ">", Label.MOVED
    if change.before_span is None and change.after_span is not None:
        return "+", Label.ADDED
    if change.after_span is None and change.before_span is not None:
        return "-", Label.REMOVED
    if bool(change.before) != bool(change.after):
        return ("+", Label.ADDED) if change.after else ("-", Label.REMOVED)
    return "~", Label.CHANGED


def _place(change: Change, lines: Lines) -> str:
    """`line 12`, or `line 12 -> 40` where the number differs."""
    spans = (change.before_span, change.after_span)
    numbers = [str(index.line(span.start)) for index, span in zip(lines, spans, strict=True) if span]
    return f"line {' -> '.join(dict.fromkeys(numbers))}" if numbers else ""


def _texts(change: Change, page: Page) -> Iterator[Line]:
    """What a change says; long texts are cut unless all detail is asked for."""
    lines = list(_all_texts(change, page))
    most = len(lines) if page.detail is Detail.ALL else MOST_LINES
    yield from lines[:most]
    if len(lines) > most:
        yield (Piece(f"{INDENT}… {len(lines) - most} more lines (-v shows all)", Label.FAINT),)


def _all_texts(change: Change, page: Page) -> Iterator[Line]:
    one_sided = not (change.before and change.after)
    if change.area is Area.FORMAT or (change.area is Area.TOOLS and one_sided):
        # The kind and the subject say it all.
        return
    if change.area is Area.TOOLS:
        yield from _values(change, page)
    elif one_sided or change.before == change.after:
        yield from _one_text(change.before or change.after, page)
    elif change.area in _VALUED:
        pieces = (Piece(change.before, Label.REMOVED), Piece(" -> "), Piece(change.after, Label.ADDED))
        yield from wrapped(pieces, page.columns, INDENT)
    elif is_rewritten(change.before, change.after):
        yield from _side(change.before, "- ", Label.REMOVED, page)
        yield from _side(change.after, "+ ", Label.ADDED, page)
    else:
        yield from wrapped(inline(change.before, change.after), page.columns, INDENT)


def _values(change: Change, page: Page) -> Iterator[Line]:
    """Two lists, each cut to half a line."""
    room = (page.columns - 12) // 2 if page.detail is Detail.NORMAL else sys.maxsize
    texts = (shortened(text, room) for text in (change.before, change.after))
    return wrapped([Piece(" -> ".join(texts))], page.columns, INDENT)


def _one_text(text: str, page: Page) -> Iterator[Line]:
    if page.detail is Detail.NORMAL and text:
        yield (Piece(INDENT), Piece(shortened(text, page.columns - len(INDENT))))
        return
    for line in split_lines(text):
        yield from wrapped([Piece(line)], page.columns, INDENT)


def _side(text: str, mark: str, label: Label, page: Page) -> Iterator[Line]:
    """One side of a rewritten text, at most three lines of it."""
    lines = list(wrapped([Piece(text, label)], page.columns - 2, " " * 10))
    most = len(lines) if page.detail is Detail.ALL else MOST_LINES // 2
    for place, line in enumerate(lines[:most]):
        end = " …" if place == most - 1 and len(lines) > most else ""
        yield (Piece(INDENT + (mark if place == 0 else "  "), label), *line[1:], Piece(end))
