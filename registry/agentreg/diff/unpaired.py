"""What is still to be paired of two runs of things."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from agentreg.diff.align import Gap, Match, in_order


class Unpaired:
    """Two runs of things, numbered from 0, and the pairs found so far; each thing is in one pair at most."""

    def __init__(self, before: int, after: int) -> None:
        self.before = set(range(before))
        self.after = set(range(after))
        self.found: dict[int, Match] = {}

    def take(self, matches: Iterable[Match]) -> None:
        """Keep those matches of which both things are still unpaired, the earlier ones first."""
        for match in matches:
            if match.before in self.before and match.after in self.after:
                self.before.remove(match.before)
                self.after.remove(match.after)
                self.found[match.before] = match

    def take_equal(
        self,
        keys: tuple[Callable[[int], Hashable], Callable[[int], Hashable]],
        among: tuple[Sequence[int], Sequence[int]] | None = None,
    ) -> None:
        """Pair what has equal keys, in order; None is no key.

        Args:
            keys: The key of a thing before, and of a thing after.
            among: The things to look at; all by default.
        """
        places = among or (sorted(self.before), sorted(self.after))
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place in reversed(places[1]):
            if place in self.after:
                waiting[keys[1](place)].append(place)
        for place in places[0]:
            key = keys[0](place) if place in self.before else None
            if key is not None and waiting.get(key):
                self.take([Match(place, waiting[key].pop())])

    def gaps(self, among: tuple[Sequence[int], Sequence[int]]) -> list[Gap]:
        """What is unpaired between neighbouring pairs that kept their order.

        Args:
            among: The things to look at on both sides, increasing.
        """
        open_before = [place for place in among[0] if place in self.before]
        open_after = [place for place in among[1] if place in self.after]
        if not open_before or not open_after:
            return []
        inside = set(among[1])
        matches = [self.found[place] for place in among[0] if place in self.found]
        matches = [match for match in matches if match.after in inside]
        found = []
        one = other = 0
        for bound in (*_increasing(matches), None):
            next_one = bisect_left(open_before, bound.before) if bound else len(open_before)
            next_other = bisect_left(open_after, bound.after) if bound else len(open_after)
            if one < next_one and other < next_other:
                found.append(Gap(tuple(open_before[one:next_one]), tuple(open_after[other:next_other])))
            one, other = next_one, next_other
        return found


def _increasing(matches: list[Match]) -> list[Match]:
    return [matches[place] for place in sorted(in_order([match.after for match in matches]))]
