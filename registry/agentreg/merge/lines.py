"""Three-way merge of any sequence: which stretches come from which side, and where the sides collide.

The verdict is that of `git merge-file`: edits that overlap or touch collide, unless they are the same edit.
A caller that knows more about its elements can let edits stand side by side that only touch.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from enum import StrEnum

from agentreg.merge.alignment import changes
from agentreg.records import NamedTuple
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    Item = TypeVar("Item")


class Origin(StrEnum):
    """Where a stretch of the result comes from."""

    BASE = "base"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    CONFLICT = "conflict"


class Edit(NamedTuple):
    """A change of the base that one side made; `side` is OURS or THEIRS."""

    start: int
    end: int
    side: Origin
    after_start: int
    after_end: int


def never_apart(_left: Edit, _right: Edit) -> bool:
    """Git's rule: edits that touch collide."""
    return False


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

    def taken(self, ours: Sequence[Item], theirs: Sequence[Item]) -> Sequence[Item]:
        """What the stretch takes from the two sides; ours where it is a conflict."""
        return theirs[slice(*self.theirs)] if self.origin is Origin.THEIRS else ours[slice(*self.ours)]


def merge3(
    base: Sequence[Hashable],
    ours: Sequence[Hashable],
    theirs: Sequence[Hashable],
    *,
    apart: Callable[[Edit, Edit], bool] = never_apart,
) -> tuple[Stretch, ...]:
    """Merge two edited versions of a sequence.

    Args:
        base: The common ancestor.
        ours: One edited version.
        theirs: The other.
        apart: Whether two different edits of different sides, of which the second begins where the first
            ends, can both be taken, the first one first. Two inserts at one place come with ours first.

    Returns:
        Stretches that cover the three sequences in order and without gaps.
    """
    ids: dict[Hashable, int] = {}
    b, o, t = ([ids.setdefault(item, len(ids)) for item in side] for side in (base, ours, theirs))
    mine = [Edit(c.start, c.end, Origin.OURS, c.after_start, c.after_end) for c in changes(b, o)]
    others = [Edit(c.start, c.end, Origin.THEIRS, c.after_start, c.after_end) for c in changes(b, t)]
    written = {Origin.OURS: o, Origin.THEIRS: t}
    edits = _in_order(list(_split_shared(mine, others, written)), list(_split_shared(others, mine, written)))
    stretches: list[Stretch] = []
    at = (0, 0, 0)
    for region in _regions(edits, apart, written):
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


def _in_order(*sides: Sequence[Edit]) -> list[Edit]:
    """The edits of both sides by place; several at one place take turns, so that equal ones meet."""
    ranked: list[tuple[int, int, int, Edit]] = []
    for edits in sides:
        seen: dict[tuple[int, int], int] = {}
        for edit in edits:
            place = (edit.start, edit.end)
            seen[place] = seen.get(place, -1) + 1
            ranked.append((*place, seen[place], edit))
    return [edit for *_, edit in sorted(ranked)]


def _split_shared(
    edits: Sequence[Edit], rivals: Sequence[Edit], written: Mapping[Origin, Sequence[int]]
) -> Iterator[Edit]:
    """Cut off from each edit what the other side has written too, at its start or at its end."""
    starts = [rival.start for rival in rivals]
    for edit in edits:
        rest = edit
        for rival in rivals[bisect_left(starts, edit.start) : bisect_right(starts, edit.end)]:
            size = rival.after_end - rival.after_start
            news = written[rival.side][rival.after_start : rival.after_end]
            lines = written[rest.side][rest.after_start : rest.after_end]
            if not size or len(lines) < size or not rest.start <= rival.start <= rival.end <= rest.end:
                continue
            if rival.start == rest.start and lines[:size] == news:
                yield rest._replace(end=rival.end, after_end=rest.after_start + size)
                rest = rest._replace(start=rival.end, after_start=rest.after_start + size)
            elif rival.start > rest.start and rival.end == rest.end and lines[-size:] == news:
                yield rest._replace(start=rival.start, after_start=rest.after_end - size)
                rest = rest._replace(end=rival.start, after_end=rest.after_end - size)
        if rest.start < rest.end or rest.after_start < rest.after_end:
            yield rest


def _regions(
    edits: Sequence[Edit], apart: Callable[[Edit, Edit], bool], written: Mapping[Origin, Sequence[int]]
) -> list[_Region]:
    regions: list[_Region] = []
    last: dict[Origin, Edit] = {}
    for edit in edits:
        region = _region(edit)
        if regions and edit.start <= regions[-1].end:
            rival = last.get(Origin.THEIRS if edit.side is Origin.OURS else Origin.OURS)
            beside = rival and regions[-1].end == rival.end == edit.start and not _same(rival, edit, written)
            if not (rival and beside and apart(rival, edit)):
                region = _joined(regions.pop(), region)
        regions.append(region)
        last[edit.side] = edit
    return regions


def _same(left: Edit, right: Edit, written: Mapping[Origin, Sequence[int]]) -> bool:
    news = [written[edit.side][edit.after_start : edit.after_end] for edit in (left, right)]
    return (left.start, left.end, news[0]) == (right.start, right.end, news[1])


def _region(edit: Edit) -> _Region:
    growth = edit.after_end - edit.after_start - (edit.end - edit.start)
    ours_growth = growth if edit.side is Origin.OURS else 0
    return _Region(edit.start, edit.end, frozenset({edit.side}), ours_growth, growth - ours_growth)


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
