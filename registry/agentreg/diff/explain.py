"""The self-check of a diff: does every line that differs belong to some change?"""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.diff.align import common
from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.model.document import LineIndex, Span
from agentreg.records import NamedTuple

_POINTING = frozenset((Kind.STARTED_LOADING, Kind.STOPPED_LOADING))
"""They point at the line for which a host skips the file, which may itself be the same on both sides."""


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
    """Find the lines that differ and that no change covers.

    Blank lines do not count, nor does how lines end.
    Among equal lines it is arbitrary which of them a line diff pairs: a line is unexplained only when it also
    has no counterpart among the lines outside all changes.

    Args:
        before: The whole text before.
        after: The whole text after.
        changes: The changes between them.

    Returns:
        The lines; empty when the changes explain everything.
    """
    told = [change for change in changes if change.kind not in _POINTING]
    sides = _lines(before), _lines(after)
    covered = (
        _covered(before, [change.before_span for change in told]),
        _covered(after, [change.after_span for change in told]),
    )
    open_lines = [
        [line for line in side if line[0] not in inside] for side, inside in zip(sides, covered, strict=True)
    ]
    differing = _differing(*open_lines)
    if not any(differing):
        return ()
    differing_anyway = _differing(*sides)
    return tuple(
        Line(side, number, text)
        for side, lines, anyway in zip(("before", "after"), differing, differing_anyway, strict=True)
        for number, text in lines
        if (number, text) in anyway
    )


Numbered = list[tuple[int, str]]


def _differing(before: Numbered, after: Numbered) -> tuple[Numbered, Numbered]:
    """The lines outside the longest common run of lines; of several such runs, the same from either side."""
    texts = [text for _, text in before], [text for _, text in after]
    if texts[0] > texts[1]:
        new, old = _differing(after, before)
        return old, new
    kept = common(*texts)
    stays = {match.before for match in kept}, {match.after for match in kept}
    return (
        [line for place, line in enumerate(before) if place not in stays[0]],
        [line for place, line in enumerate(after) if place not in stays[1]],
    )


def _covered(text: str, spans: list[Span | None]) -> set[int]:
    index = LineIndex(text)
    covered: set[int] = set()
    for span in spans:
        if span is not None:
            covered.update(range(index.line(span.start), index.line(max(span.end - 1, span.start)) + 1))
    return covered


def _lines(text: str) -> Numbered:
    """The lines that are not blank, numbered as `LineIndex` does; a lone CR inside one is kept as a blank."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", " ").split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
