"""Bounds in numbers that were moved: "at most three files" became "at most ten files"."""

from __future__ import annotations

from agentreg.diff.halts import ends
from agentreg.diff.roots import denies, sense
from agentreg.formats.amounts import Bound, bounds_of
from agentreg.formats.text import lowered

# The share of what the shorter sentence says that the other one says, too.
_SAME_REST = 0.5


def moves_bounds(one: str, other: str) -> int:
    """How bounds of two sentences about the same differ.

    Args:
        one: A sentence before.
        other: One after.

    Returns:
        Above 0 where a bound leaves more free than before, below 0 where it leaves less; 0 where none was
        moved, where they were moved both ways, and where nobody can say what a bound in a case means.
    """
    before, after = bounds_of(one), bounds_of(other)
    if not before or not after or not _is_about_the_same(one, other):
        return 0
    ways = {_way(was, now, one) for was, now in _paired(before, after)} - {0}
    return ways.pop() if len(ways) == 1 else 0


def _paired(before: tuple[Bound, ...], after: tuple[Bound, ...]) -> list[tuple[Bound, Bound]]:
    left = list(after)
    pairs = []
    for was in before:
        now = next((one for one in left if _is_alike(was, one)), None)
        if now is not None:
            left.remove(now)
            pairs.append((was, now))
    return pairs


def _is_alike(one: Bound, other: Bound) -> bool:
    is_same_unit = one.unit == other.unit or not one.unit.isdisjoint(other.unit)
    return (one.is_upper, one.in_case) == (other.is_upper, other.in_case) and is_same_unit


def _way(was: Bound, now: Bound, said: str) -> int:
    if was.value == now.value:
        return 0
    way = 1 if (now.value > was.value) == was.is_upper else -1
    if not was.in_case:
        return way
    # "Stop if more than three fail": the more have to fail, the less it stops.
    return -way if _holds_up(said) else 0


def _holds_up(said: str) -> bool:
    plain = lowered(said)
    return ends(plain) or any(map(denies, plain.split())) or "ask" in plain or "approv" in plain


def _is_about_the_same(one: str, other: str) -> bool:
    before, after = (frozenset(sense(said).roots) for said in (one, other))
    return len(before & after) >= _SAME_REST * min(len(before), len(after)) > 0
