"""The changes of one agent as labelled lines: by area, each with its place and what it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area, Kind
from agentreg.model.document import LineIndex
from agentreg.report.columns import shortened, width
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.report.passages import render_texts
from agentreg.review import AgentReview

# An area with more changes than this is folded, unless all detail is asked for.
MOST_CHANGES = 8

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
        # What is left out must not be the larger things, and rather what is gone than what is new.
        changes.sort(key=_weight)
    for change in changes[: MOST_CHANGES - 1] if folded else changes:
        yield from _change(change, lines, page)
    if folded:
        left = len(changes) - MOST_CHANGES + 1
        yield (Piece(f"    … and {left} more changes (-v shows all)", Label.FAINT),)


def _weight(change: Change) -> int:
    return change.kind.value.startswith("content-") + (change.kind is Kind.CONTENT_REMOVED)


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
    yield from render_texts(change, page)


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
