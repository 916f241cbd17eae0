"""The self-check of a diff: does every line that differs belong to some change?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from agentreg.diff.align import common
from agentreg.diff.changes import Change
from agentreg.model.document import LineIndex, Span


class Line(NamedTuple):
    """A line that differs and that no change explains.

    Attributes:
        side: `before` or `after`.
        number: 1-based.
        text: The line, without its end.
    """

    side: str
    number: int
    text: str


def unexplained_lines(before: str, after: str, changes: Iterable[Change]) -> tuple[Line, ...]:
    """Take away the lines of all changes from both texts: what is left must be the same on both sides.

    Blank lines do not count, nor does how lines end.

    Args:
        before: The whole text before.
        after: The whole text after.
        changes: The changes between them.

    Returns:
        The lines left that differ; empty when the changes explain everything.
    """
    told = list(changes)
    left = (
        _left(before, [change.before_span for change in told]),
        _left(after, [change.after_span for change in told]),
    )
    kept = common([text for _, text in left[0]], [text for _, text in left[1]])
    stays = {match.before for match in kept}, {match.after for match in kept}
    return tuple(
        Line(side, number, text)
        for side, lines, same in zip(("before", "after"), left, stays, strict=True)
        for place, (number, text) in enumerate(lines)
        if place not in same
    )


def _left(text: str, spans: list[Span | None]) -> list[tuple[int, str]]:
    index = LineIndex(text)
    told: set[int] = set()
    for span in spans:
        if span is not None:
            told.update(range(index.line(span.start), index.line(max(span.end - 1, span.start)) + 1))
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip() and number not in told]
