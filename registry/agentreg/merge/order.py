"""In which order the pieces of a merged prompt stand: what stayed, what moved, what either side added."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from agentreg.diff.align import in_order
from agentreg.merge.lines import Origin
from agentreg.records import NamedTuple

# Before the first piece.
START = -1


class Placed(NamedTuple):
    """A piece of a side in the merged order.

    Attributes:
        base: Its place in the base; None when it is new.
        ours: Its place in ours; None when it comes from theirs alone.
        theirs: Its place in theirs; None when it comes from ours alone.
    """

    base: int | None
    ours: int | None
    theirs: int | None


class Added(NamedTuple):
    """New pieces of one side that stand together.

    Attributes:
        side: OURS or THEIRS.
        places: Where they stand in that side.
        after: The base piece before them, START at the beginning.
        before: The base piece behind them; None at the end.
    """

    side: Origin
    places: tuple[int, ...]
    after: int
    before: int | None


class Unordered(Exception):
    """The two orders cannot both be kept; the message says why, one sentence."""


def merged_order(size: int, ours: Mapping[int, int], theirs: Mapping[int, int]) -> list[int]:
    """The order of the base pieces that both sides kept.

    Args:
        size: How many pieces the base has.
        ours: Which of them became which of ours.
        theirs: Which became which of theirs.

    Raises:
        Unordered: One side moved what the other removed, or both moved the same pieces, or neighbouring ones.
    """
    kept = ours.keys() & theirs.keys()
    for side in (ours, theirs):
        before, after = _beside(sorted(side), kept), _beside(_sequence(side), kept)
        if any(after[place][0] != one and after[place][1] != other for place, (one, other) in before.items()):
            raise Unordered("one side moved what the other removed")
    orders = [[place for place in _sequence(side) if place in kept] for side in (ours, theirs)]
    straight = [place for place in range(size) if place in kept]
    if orders[1] == straight or orders[0] == orders[1]:
        return orders[0]
    if orders[0] == straight:
        return orders[1]
    moved = [_moved(side) for side in (ours, theirs)]
    if moved[0] & moved[1]:
        for more, less in ((0, 1), (1, 0)):
            # One side has made the other's moves already, and more of its own.
            rest = [[place for place in order if place not in moved[more] - moved[less]] for order in orders]
            if rest[0] == rest[1]:
                return orders[more]
        raise Unordered("both sides moved the same text to different places")
    found = _with_moves(orders[0], orders[1], moved[1], moved[0])
    found = found or _with_moves(orders[1], orders[0], moved[0], moved[1])
    if found is None:
        raise Unordered("both sides moved texts that stand beside each other")
    return found


def _beside(order: Sequence[int], kept: Collection[int]) -> dict[int, tuple[int | None, int | None]]:
    """Between which kept pieces the others stand."""
    found: dict[int, tuple[int | None, int | None]] = {}
    last: int | None = None
    waiting: list[int] = []
    for place in (*order, None):
        if place is None or place in kept:
            found.update((one, (last, place)) for one in waiting)
            last, waiting = place, []
        else:
            waiting.append(place)
    return found


def _sequence(side: Mapping[int, int]) -> list[int]:
    return sorted(side, key=side.__getitem__)


def _moved(side: Mapping[int, int]) -> set[int]:
    sequence = _sequence(side)
    stays = in_order(sequence)
    return {place for position, place in enumerate(sequence) if position not in stays}


def _with_moves(
    order: list[int], other: list[int], moving: Collection[int], unsure: Collection[int]
) -> list[int] | None:
    """An order in which some pieces go where another order has them; None where neither neighbour is sure.

    They go behind the piece before them there; where this side moved that itself, before the one behind.
    """
    result = [place for place in order if place not in moving]
    for run in _runs(other, moving):
        first, last = other.index(run[0]), other.index(run[-1])
        after = other[first - 1] if first else START
        before = other[last + 1] if last + 1 < len(other) else None
        if after not in unsure:
            at = 0 if after == START else result.index(after) + 1
        elif before is not None and before not in unsure:
            at = result.index(before)
        else:
            return None
        result[at:at] = run
    return result


def _runs(order: Sequence[int], among: Collection[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    beside = False
    for place in order:
        if place in among:
            if not beside:
                runs.append([])
            runs[-1].append(place)
        beside = place in among
    return runs


def additions(side: Origin, size: int, kept: Mapping[int, int]) -> list[Added]:
    """The runs of new pieces of a side.

    Args:
        side: Which side.
        size: How many pieces it has.
        kept: Which base pieces became which of its pieces.
    """
    origin = {after: before for before, after in kept.items()}
    runs: list[Added] = []
    run: list[int] = []
    last = START
    for place in range(size + 1):
        if place < size and place not in origin:
            run.append(place)
            continue
        before = origin.get(place)
        if run:
            runs.append(Added(side, tuple(run), last, before))
            run = []
        if before is not None:
            last = before
    return runs
