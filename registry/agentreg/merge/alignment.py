"""Which stretches of one sequence became which of another, placed where Git would place them."""

from __future__ import annotations

from collections.abc import Sequence

from agentreg.diff.lcs import matching
from agentreg.records import NamedTuple

# The matrix behind the comparison has one bit a pair: this many are 50 MB.
_MOST_CELLS = 400_000_000


class Change(NamedTuple):
    """A stretch of `before` that became a stretch of `after`: half-open index ranges, at most one empty."""

    start: int
    end: int
    after_start: int
    after_end: int


def changes(before: Sequence[int], after: Sequence[int]) -> tuple[Change, ...]:
    """The changes from one sequence to another, in order, with at least one kept element between two.

    Args:
        before: The old sequence, its elements interned as integers.
        after: The new one, interned in the same way.

    Returns:
        A shortest list of changes. Where one could stand at several places it stands where Git puts it,
        so that a merge built on it collides where Git's does. Sequences too long to be compared have
        one change, all between their common start and end.
    """
    start, end = _common_ends(before, after)
    stop, after_stop = len(before) - end, len(after) - end
    if (stop - start) * (after_stop - start) > _MOST_CELLS:
        return (Change(start, stop, start, after_stop),)
    removed, added = _marks(before, after)
    _settle(before, removed, after, added)
    _settle(after, added, before, removed)
    return _changes(removed, added)


def _common_ends(before: Sequence[int], after: Sequence[int]) -> tuple[int, int]:
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - start
    end = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return start, end


def _marks(before: Sequence[int], after: Sequence[int]) -> tuple[list[bool], list[bool]]:
    removed, added = [True] * len(before), [True] * len(after)
    start, end = _common_ends(before, after)
    ends = [(place, place) for place in range(start)]
    ends += [(len(before) - place, len(after) - place) for place in range(1, end + 1)]
    middle = matching(before[start : len(before) - end], after[start : len(after) - end])
    for one, other in (*ends, *((start + one, start + other) for one, other in middle)):
        removed[one] = added[other] = False
    return removed, added


def _changes(removed: list[bool], added: list[bool]) -> tuple[Change, ...]:
    found: list[Change] = []
    at = after_at = 0
    while at < len(removed) or after_at < len(added):
        start, after_start = at, after_at
        at, after_at = _run_end(removed, at), _run_end(added, after_at)
        if at > start or after_at > after_start:
            found.append(Change(start, at, after_start, after_at))
        at, after_at = at + 1, after_at + 1
    return tuple(found)


def _run_end(marks: list[bool], start: int) -> int:
    end = start
    while end < len(marks) and marks[end]:
        end += 1
    return end


def _run_start(marks: list[bool], end: int) -> int:
    start = end
    while start > 0 and marks[start - 1]:
        start -= 1
    return start


class _Run:
    """A cursor over runs of marked items; between two unmarked items there is always one, perhaps empty.

    It begins with the run at `start`, before which nothing is marked.
    """

    __slots__ = ("end", "items", "marks", "start")

    def __init__(self, items: Sequence[int], marks: list[bool], start: int) -> None:
        self.items, self.marks = items, marks
        self.start, self.end = start, _run_end(marks, start)

    @property
    def size(self) -> int:
        return self.end - self.start

    def next(self) -> bool:
        if self.end >= len(self.marks):
            return False
        self.start = self.end + 1
        self.end = _run_end(self.marks, self.start)
        return True

    def previous(self) -> None:
        self.end = self.start - 1
        self.start = _run_start(self.marks, self.end)

    def slide_up(self) -> bool:
        if self.start == 0 or self.items[self.start - 1] != self.items[self.end - 1]:
            return False
        self.start, self.end = self.start - 1, self.end - 1
        self.marks[self.start], self.marks[self.end] = True, False
        self.start = _run_start(self.marks, self.start)
        return True

    def slide_down(self) -> bool:
        if self.end >= len(self.items) or self.items[self.start] != self.items[self.end]:
            return False
        self.marks[self.start], self.marks[self.end] = False, True
        self.start, self.end = self.start + 1, _run_end(self.marks, self.end + 1)
        return True


def _settle(items: Sequence[int], marks: list[bool], others: Sequence[int], opposite: list[bool]) -> None:
    """Slide each run to where Git puts it (xdl_change_compact in Git's xdiff/xdiffi.c).

    A run that repeats what stands around it could be placed at several spots that mean the same. Git slides
    it up, joining what it meets, then down as far as it goes, or to the last spot beside a run opposite.
    """
    if True not in marks:
        return
    # Before the first mark both sides have as many runs, all empty; behind the last one no run can slide.
    first = min(side.index(True) for side in (marks, opposite) if True in side)
    last = len(marks) - 1 - marks[::-1].index(True)
    run, beside = _Run(items, marks, first), _Run(others, opposite, first)
    while True:
        if run.size:
            _settle_run(run, beside)
        if run.end > last or not run.next():
            return
        beside.next()


def _settle_run(run: _Run, opposite: _Run) -> None:
    size, beside = 0, False
    earliest = run.end
    while size != run.size:
        size = run.size
        while run.slide_up():
            opposite.previous()
        earliest, beside = run.end, opposite.size > 0
        while run.slide_down():
            opposite.next()
            beside = beside or opposite.size > 0
    if run.end == earliest or not beside:
        return
    while not opposite.size:
        run.slide_up()
        opposite.previous()
