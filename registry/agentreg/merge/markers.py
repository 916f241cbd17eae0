"""Conflicts in text: written as diff3 markers and read back without loss.

<<<<<<< ours: model
model: opus
||||||| base: both sides changed it differently
model: sonnet
=======
model: haiku
>>>>>>> theirs: model
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import accumulate

from agentreg.formats.conflicts import GIT_SIZE, MARKER
from agentreg.merge.values import Clash, Conflict, Labels, Part
from agentreg.model.document import BOM, Span, split_lines


class _Mark(StrEnum):
    OURS = "<"
    BASE = "|"
    SPLIT = "="
    THEIRS = ">"


def marker_size(*texts: str) -> int:
    """How long markers must be so that no line of the texts can be taken for one; at least Git's 7.

    A Setext heading is underlined with as many `=` as its author liked, and definitions with committed
    conflict markers occur, so the length is chosen per file.
    """
    runs = [1 + len(match[2]) for text in texts for match in MARKER.finditer(text)]
    return max(GIT_SIZE, max(runs, default=0) + 1)


def write_parts(parts: Iterable[Part], *, size: int, labels: Labels) -> str:
    """The text of a merge, its clashes between markers, each of which begins a line whatever the parts hold.

    Args:
        parts: Settled text and clashes.
        size: How long the markers are; see `marker_size`.
        labels: What the three inputs are called.
    """
    text: list[str] = []
    for part in parts:
        if isinstance(part, str):
            text.append(part)
        else:
            text[-1:] = map(_ended, text[-1:])
            text.append(_written(part, size=size, labels=labels))
    return "".join(text)


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _written(clash: Clash, *, size: int, labels: Labels) -> str:
    def mark(kind: _Mark, label: str, told: str) -> str:
        # What is told begins behind the first colon and blank.
        name, said = " ".join(label.split()).replace(": ", ":"), " ".join(told.split())
        return f"{kind * size} {name}: {said}\n" if said else f"{kind * size} {name}\n"

    return (
        mark(_Mark.OURS, labels.ours, clash.subject)
        + _ended(clash.ours)
        + mark(_Mark.BASE, labels.base, clash.reason)
        + _ended(clash.base)
        + f"{_Mark.SPLIT * size}\n"
        + _ended(clash.theirs)
        + mark(_Mark.THEIRS, labels.theirs, clash.subject)
    )


def read_all(text: str) -> tuple[Conflict, ...]:
    """Read the conflicts of a text back, however long their markers are, in order; see `read_conflicts`."""
    sizes = {1 + len(found[2]) for found in MARKER.finditer(text) if found[1] == _Mark.OURS}
    read = (conflict for size in sizes for conflict in read_conflicts(text, size=size))
    return tuple(sorted(read, key=lambda conflict: conflict.span))


def read_conflicts(text: str, *, size: int = GIT_SIZE) -> tuple[Conflict, ...]:
    """Read the conflicts of a text back, in order.

    A conflict written without its base (Git's `merge` style) is read with an empty one. Markers that do not
    make a whole conflict are text. The subject stands in the first marker, the reason in that of the base.

    Args:
        text: The text; its line ends may be LF or CRLF.
        size: How long the markers are.

    Returns:
        The conflicts, each with its place from the first marker to the end of the last one's line.
    """
    lines = _marker_lines(text)
    starts = [0, *accumulate(map(len, lines))]
    return tuple(
        Conflict(*clash, Span(starts[start], starts[end])) for start, end, clash in _clashes(lines, size)
    )


def stray_markers(text: str) -> tuple[Span, ...]:
    """The marker lines that belong to no whole conflict: what is left of one that was resolved by half.

    Lines of `=` are not among them, since these underline headings too.
    """
    inside = [conflict.span for conflict in read_all(text)]
    found = [Span(match.start(1), match.end()) for match in MARKER.finditer(text) if match[1] != _Mark.SPLIT]
    return tuple(span for span in found if not any(one.start <= span.start < one.end for one in inside))


def _clashes(lines: list[str], size: int) -> Iterator[tuple[int, int, Clash]]:
    """Whole conflicts with their line ranges; the marks must come in order, the base's may be missing."""
    at: dict[_Mark, int] = {}
    for number, line in enumerate(lines):
        mark = _mark(line, size)
        if mark is None:
            continue
        if not _follows(mark, at):
            at = {}
        if mark is _Mark.OURS or at:
            at[mark] = number
        if mark is _Mark.THEIRS and at:
            yield at[_Mark.OURS], number + 1, _clash(lines, at)
            at = {}


def _follows(mark: _Mark, at: dict[_Mark, int]) -> bool:
    """Whether a mark may stand here, after those already seen."""
    match mark:
        case _Mark.OURS:
            return not at
        case _Mark.BASE:
            return len(at) == 1
        case _Mark.SPLIT:
            return _Mark.SPLIT not in at
        case _Mark.THEIRS:
            return _Mark.SPLIT in at


def _mark(line: str, size: int) -> _Mark | None:
    found = MARKER.match(line)
    return _Mark(found[1]) if found and 1 + len(found[2]) == size else None


def _clash(lines: list[str], at: dict[_Mark, int]) -> Clash:
    ours, split, theirs = at[_Mark.OURS], at[_Mark.SPLIT], at[_Mark.THEIRS]
    base = at.get(_Mark.BASE, split)
    return Clash(
        subject=_told(lines[ours]),
        reason=_told(lines[base]) if _Mark.BASE in at else "",
        base="".join(lines[base + 1 : split]),
        ours="".join(lines[ours + 1 : base]),
        theirs="".join(lines[split + 1 : theirs]),
    )


def _told(marker: str) -> str:
    return marker.rstrip("\r\n").partition(": ")[2]


def _marker_lines(text: str) -> list[str]:
    # A conflict may begin at the first line of a file that begins with a byte order mark.
    return [BOM, *split_lines(text[1:])] if text.startswith(BOM) else split_lines(text)
