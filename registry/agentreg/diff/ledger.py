"""What differs between two prompts and is still untold: each area takes its part of it.

An area that tells whole units takes them out: `take_within` for two ranges that belong together, `Lone.take`
(by way of `told_alone`) for units without a counterpart.
An area that tells a part of a unit (a path, a sentence) calls `tell` with the spans of its change on either
side. When nothing but told parts differs any more, the unit is told.
Areas with special facts (output paths, references) run before those with general ones (a step, a role,
content); these ask `differs_within` for units and `differs_beside` for spans before they tell anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agentreg.diff.changes import Change, mirror
from agentreg.diff.match import Matching, Pair
from agentreg.diff.parts import Parts
from agentreg.diff.units import Outline, StepUnits
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

Part = tuple[Span | None, Span | None]


class Lone(NamedTuple):
    """What of one prompt has no counterpart in the other.

    Attributes:
        side: The prompt.
        places: Its units that have none and are still untold.
    """

    side: Outline
    places: set[int]

    def take(self, places: range) -> range:
        """Take the leading units of a range that have no counterpart; returns which."""
        end = places.start
        while end < places.stop and end in self.places:
            self.places.remove(end)
            end += 1
        return range(places.start, end)

    def take_nested(self, place: int) -> range:
        """Take a unit and the items nested in it that share its fate; empty when it was told already.

        An item that is a constraint is told by itself.
        """
        if place not in self.places:
            return range(0)
        units = self.side.units
        end = place + 1
        while (
            units[place].kind is BlockKind.ITEM
            and end in self.places
            and units[end].kind is BlockKind.ITEM
            and units[end].depth > units[place].depth
            and not self.side.constraints[end]
        ):
            end += 1
        return self.take(range(place, end))


class Ledger:
    """Differences between two prompts, unit by unit; the areas take them out as they tell them.

    Attributes:
        before: The prompt before.
        after: The prompt after.
        matching: What became what.
        gone: Units before that have no counterpart.
        new: Units after that have none.
        lone: Both of these, each with its prompt.
        edited: Pairs whose texts differ, by the unit before.
        moved: Pairs that changed their place, by the unit before.
        moved_sections: The sections before that changed their place.
        resettled: Pairs whose difference was told by its parts, so that the rest may look different.
        loosened: Of these, pairs with a part that went elsewhere: no change has both of their places.
        parts: What was told of units by their parts, before and after.
    """

    def __init__(self, before: Outline, after: Outline, matching: Matching) -> None:
        self.before = before
        self.after = after
        self.matching = matching
        self.partner = {pair.before: pair for pair in matching.pairs}
        self.origin = {pair.after: pair for pair in matching.pairs}
        self.gone = set(range(len(before.units))) - set(self.partner)
        self.new = set(range(len(after.units))) - set(self.origin)
        self.lone = Lone(before, self.gone), Lone(after, self.new)
        self.edited = {pair.before: pair for pair in matching.pairs if pair.similarity < 1.0}
        self.moved = {pair.before: pair for pair in matching.pairs if pair.moved}
        self.moved_sections = set(matching.moved_sections)
        self.resettled: set[int] = set()
        self.loosened: set[int] = set()
        self.parts = Parts(before), Parts(after)

    def tell(self, parts: Iterable[Part]) -> None:
        """Take the parts of units that changes tell.

        Args:
            parts: (span before, span after), each inside one unit; None where there is none. The spans of the
                change, or inside them: the lines of what is taken here must be explained by a change.
        """
        touched: tuple[set[int], set[int]] = (set(), set())
        for part in parts:
            for side, span in enumerate(part):
                if span is not None:
                    touched[side].add(self.parts[side].add(span))
        for lone, parts_of, places in zip(self.lone, self.parts, touched, strict=True):
            told = {place for place in places & lone.places if not parts_of.rest_of(place)}
            lone.places.difference_update(told)
        pairs = {self.origin[place].before for place in touched[1] if place in self.origin}
        for place in (pairs | touched[0]).intersection(self.partner):
            self._settle(self.partner[place])

    def _settle(self, pair: Pair) -> None:
        rest = self.parts[0].rest_of(pair.before)
        if rest != self.parts[1].rest_of(pair.after):
            return
        if self.edited.pop(pair.before, None):
            self.resettled.add(pair.before)
        if not rest:
            # The changes have both places: that the unit moved is told with them.
            self.moved.pop(pair.before, None)

    def loosen(self, before: Span | None, after: Span | None) -> None:
        """Leave the units that a part left, and came to, to be told by their form."""
        if before:
            self.loosened.add(self.parts[0].unit_at(before))
        if after and (pair := self.origin.get(self.parts[1].unit_at(after))):
            self.loosened.add(pair.before)

    def differs_beside(self, before: Span, after: Span) -> bool:
        """Whether two spans differ in more than the parts that were told."""
        return self.parts[0].rest(before) != self.parts[1].rest(after)

    def take_within(self, before: range, after: range) -> None:
        """Take all that differs between two ranges that belong together."""
        self.gone -= set(before)
        self.new -= set(after)
        for place in before:
            pair = self.partner.get(place)
            if pair is not None and pair.after in after:
                self.edited.pop(place, None)
                self.moved.pop(place, None)

    def differs_within(self, before: range, after: range) -> bool:
        """Whether anything is untold between two ranges that belong together."""
        if not self.gone.isdisjoint(before) or not self.new.isdisjoint(after):
            return True
        return any(pair.after in after for pair in self.pairs_in(self.edited.values(), before))

    def told_alone(self, tell: Callable[[Lone], list[Change]]) -> list[Change]:
        """What is gone, and what is new: that is what is gone seen from the other side.

        Args:
            tell: Tells what of a prompt is gone.
        """
        return [*tell(self.lone[0]), *map(mirror, tell(self.lone[1]))]

    @staticmethod
    def pairs_in(pairs: Iterable[Pair], before: range) -> list[Pair]:
        """Those pairs whose unit before is in a range."""
        return [pair for pair in pairs if pair.before in before]

    def step_pairs(self) -> list[tuple[StepUnits, StepUnits, Pair]]:
        """Steps of which the first units are a pair; inner steps first."""
        steps = _by_first(self.before), _by_first(self.after)
        found = [
            (steps[0][pair.before], steps[1][pair.after], pair)
            for pair in self.matching.pairs
            if pair.before in steps[0] and pair.after in steps[1]
        ]
        return sorted(found, key=lambda both: both[0].end - both[0].first + both[1].end - both[1].first)


def _by_first(side: Outline) -> dict[int, StepUnits]:
    """Of several steps that begin with one unit, the outermost."""
    return {step.first: step for step in reversed(side.steps)}


def both(before: str, after: str) -> str:
    """How a change of two places is named."""
    return before if before == after else f"{before} -> {after}"
