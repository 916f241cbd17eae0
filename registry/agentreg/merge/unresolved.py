"""Conflicts that a text holds already: brought along by a side, or left of a merge that is not finished."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.conflicts import GIT_SIZE
from agentreg.formats.fences import outside_fences
from agentreg.merge.markers import read_all, stray_markers
from agentreg.merge.values import Caution, Clash, Conflict, Danger
from agentreg.model.document import LineIndex, Span, split_lines
from agentreg.records import NamedTuple

_OPENING = b"<" * GIT_SIZE
_OUTER = (_OPENING, b">" * GIT_SIZE)


class Unfinished(NamedTuple):
    """What a person still has to do in a merged text.

    Attributes:
        conflicts: The conflicts that nobody has touched, in order.
        strays: Markers without their conflict; the lines without line ends.
    """

    conflicts: tuple[Conflict, ...]
    strays: tuple[Span, ...]

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.strays)


def unfinished(text: str) -> Unfinished:
    """What is still open in a text that was merged and edited since.

    Args:
        text: The text. Markers of Git's length in a code fence are an example of a conflict; longer ones are
            those of a merge that found such an example.
    """
    lines, outside = LineIndex(text), list(outside_fences(split_lines(text)))

    def counts(span: Span) -> bool:
        marks = text[span.start : span.end].lstrip("\ufeff")
        return outside[lines.line(span.start) - 1] or len(marks) - len(marks.lstrip(marks[0])) > GIT_SIZE

    conflicts = tuple(conflict for conflict in read_all(text) if counts(conflict.span))
    return Unfinished(conflicts, tuple(filter(counts, stray_markers(text))))


def is_unfinished(data: bytes) -> bool:
    """Whether something is still open in a file of which nobody knows that it was merged.

    Asked of many, of which few have a marker; a line of bars alone is an empty row of a table.
    """
    return any(mark in data for mark in _OUTER) and bool(unfinished(data.decode("utf-8", "surrogateescape")))


def unresolved(result: bytes, ours: bytes, theirs: bytes) -> tuple[Caution, ...]:
    """Say of each old conflict in a result which side it comes from, and at which line it begins there.

    Args:
        result: The merged text, new conflicts decided for ours.
        ours: Our version.
        theirs: Their version.
    """
    if _OPENING not in result:
        return ()
    places = {clash: ("theirs", line) for clash, line in _committed(theirs)}
    places |= {clash: ("ours", line) for clash, line in _committed(ours)}
    found = [places.get(clash, ("the result", line)) for clash, line in _committed(result)]
    return tuple(
        Caution(Danger.UNRESOLVED, "file", f"{side} holds an unresolved conflict at line {line}")
        for side, line in found
    )


def _committed(data: bytes) -> Iterator[tuple[Clash, int]]:
    """The conflicts of a text and their first lines; what stands in a code fence is an example of one."""
    text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    outside, lines = list(outside_fences(split_lines(text))), LineIndex(text)
    for *clash, span in read_all(text):
        line = lines.line(span.start)
        if outside[line - 1]:
            yield Clash(*clash), line
