"""Three-way merge of any sequence: which stretches come from which side, and where the sides collide.

The verdict is that of `git merge-file`: edits that overlap or touch collide, unless they are the same edit.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import StrEnum
from typing import NamedTuple

from agentreg.merge.alignment import Change, changes


class Origin(StrEnum):
    """Where a stretch of the result comes from."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    CONFLICT = "conflict"


class Stretch(NamedTuple):
    """One stretch of the merge, as half-open index ranges into the three sequences.

    Attributes:
        origin: Which side the result takes; for BASE and BOTH the sides are equal.
        base: Start and end in the base.
        ours: Start and end in ours.
        theirs: Start and end in theirs.
    """

    origin: Origin
    base: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]


def merge3(
    base: Sequence[Hashable], ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> tuple[Stretch, ...]:
    """Merge two edited versions of a sequence.

    Args:
        base: The common ancestor.
        ours: One edited version.
        theirs: The other.

    Returns:
        Stretches that cover the three sequences in order and without gaps.
    """
    ids: dict[Hashable, int] = {}
    b, o, t = ([ids.setdefault(item, len(ids)) for item in side] for side in (base, ours, theirs))
    edits = [(change, Origin.OURS) for change in changes(b, o)]
    edits += [(change, Origin.THEIRS) for change in changes(b, t)]
    stretches: list[Stretch] = []
    at = (0, 0, 0)
    for region in _regions(sorted(edits)):
        kept = region.start - at[0]
        start = (region.start, at[1] + kept, at[2] + kept)
        if kept:
            stretches.append(_stretch(Origin.BASE, at, start))
        size = region.end - region.start
        at = (region.end, start[1] + size + region.ours_growth, start[2] + size + region.theirs_growth)
        origin = _origin(region, o[start[1] : at[1]], t[start[2] : at[2]])
        stretches.append(_stretch(origin, start, at))
    if at[0] < len(base):
        stretches.append(_stretch(Origin.BASE, at, (len(base), len(ours), len(theirs))))
    return tuple(stretches)


class _Region(NamedTuple):
    """A range of the base that edits cover without a kept element between them, and who edited it."""

    start: int
    end: int
    sides: frozenset[Origin]
    ours_growth: int
    theirs_growth: int


def _regions(edits: Sequence[tuple[Change, Origin]]) -> list[_Region]:
    regions: list[_Region] = []
    for change, side in edits:
        grown = change.after_end - change.after_start - (change.end - change.start)
        region = _Region(
            change.start,
            change.end,
            frozenset({side}),
            grown if side is Origin.OURS else 0,
            grown if side is Origin.THEIRS else 0,
        )
        if regions and change.start <= regions[-1].end:
            region = _joined(regions.pop(), region)
        regions.append(region)
    return regions


def _joined(left: _Region, right: _Region) -> _Region:
    return _Region(
        left.start,
        max(left.end, right.end),
        left.sides | right.sides,
        left.ours_growth + right.ours_growth,
        left.theirs_growth + right.theirs_growth,
    )


def _origin(region: _Region, ours: Sequence[int], theirs: Sequence[int]) -> Origin:
    if len(region.sides) == 1:
        return next(iter(region.sides))
    return Origin.BOTH if ours == theirs else Origin.CONFLICT


def _stretch(origin: Origin, start: tuple[int, int, int], end: tuple[int, int, int]) -> Stretch:
    return Stretch(origin, (start[0], end[0]), (start[1], end[1]), (start[2], end[2]))
