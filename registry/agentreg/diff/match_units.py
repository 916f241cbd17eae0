"""Which unit of one prompt became which of another: in its section first, then anywhere."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from agentreg.diff.align import ALIKE, Gap, Match, common, similar
from agentreg.diff.growth import MOST_PAIRS, grown, shared_words, telling
from agentreg.diff.lcs import alike
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired

# A text that came from elsewhere and was edited as well must be told from one that only looks like it.
SAME_ELSEWHERE = 80.0
# The only text between two neighbours that stayed is seldom another one: nearly all such pairs with this much
# in common that were read in real histories were edits.
SAME_ALONE = 40.0
# Two steps of one workflow that share so much of what the shorter one says are one step in other words.
SAME_WORDS = 0.6
LEAST_WORDS = 4
# A shorter text ("Example:") occurs at many places and was not moved from one to the other.
LEAST_MOVED = 16

Sides = tuple[Outline, Outline]
Places = tuple[list[int], list[int]]


def match_units(before: Outline, after: Outline, sections: dict[int, int]) -> list[Match]:
    """Match the units of two prompts.

    Args:
        before: The prompt before.
        after: The prompt after.
        sections: Which section became which.

    Returns:
        Matches by their place before; titles are matched as their sections are.
    """
    sides = (before, after)
    still = Unpaired(len(before.units), len(after.units))
    still.take(_titles(sides, sections))
    inside = [_by_section(side) for side in sides]
    shared = [(inside[0].get(one, []), inside[1].get(other, [])) for one, other in sections.items()]
    keys = [[unit.key for unit in side.units] for side in sides]
    for places in shared:
        found = common([keys[0][place] for place in places[0]], [keys[1][place] for place in places[1]])
        still.take(Match(places[0][match.before], places[1][match.after]) for match in found)
    for places in shared:
        still.take_equal((keys[0].__getitem__, keys[1].__getitem__), places)
    still.take_equal((partial(_movable, before), partial(_movable, after)))
    for gap in still.gaps((range(len(before.units)), range(len(after.units)))):
        # Between the same neighbours a text is the same however short, also when a heading left.
        found = common([keys[0][place] for place in gap.before], [keys[1][place] for place in gap.after])
        still.take(Match(gap.before[match.before], gap.after[match.after]) for match in found)
    for places in shared:
        _take_similar(still, sides, places)
    _take_elsewhere(still, sides)
    return sorted(still.found.values())


def _titles(sides: Sides, sections: dict[int, int]) -> list[Match]:
    title_of = {unit.section: place for place, unit in enumerate(sides[1].units) if unit.is_title}
    return [
        Match(place, title_of[sections[unit.section]])
        for place, unit in enumerate(sides[0].units)
        if unit.is_title and sections.get(unit.section) in title_of
    ]


def _by_section(side: Outline) -> dict[int, list[int]]:
    inside: dict[int, list[int]] = defaultdict(list)
    for place, unit in enumerate(side.units):
        if not unit.is_title:
            inside[unit.section].append(place)
    return inside


def _movable(side: Outline, place: int) -> tuple[str, str] | None:
    unit = side.units[place]
    return unit.key if len(unit.text) >= LEAST_MOVED and not unit.is_title else None


def _take_similar(still: Unpaired, sides: Sides, places: Places) -> None:
    """Edited units: between the same neighbours first, then anywhere in the section."""
    for gap in still.gaps(places):
        still.take(_alike(gap, sides, SAME_ALONE if len(gap.before) == len(gap.after) == 1 else ALIKE))
    for gap in still.gaps(places):
        still.take(_grown(gap, sides))
    for gap in still.gaps(places):
        still.take(_reworded(gap, sides))
    rest = Gap(
        tuple(place for place in places[0] if place in still.before),
        tuple(place for place in places[1] if place in still.after),
    )
    still.take(_alike(rest, sides, SAME_ELSEWHERE))


def _take_elsewhere(still: Unpaired, sides: Sides) -> None:
    rest = Gap(
        tuple(place for place in sorted(still.before) if _movable(sides[0], place)),
        tuple(place for place in sorted(still.after) if _movable(sides[1], place)),
    )
    still.take(_alike(rest, sides, SAME_ELSEWHERE))
    # A step that says more than before is the same step, also where its workflow got a heading.
    still.take(_grown(_steps_of(rest, sides), sides))


def _steps_of(gap: Gap, sides: Sides) -> Gap:
    firsts = [{step.first for step in side.steps} for side in sides]
    one, other = (
        tuple(place for place in places if place in among) for places, among in zip(gap, firsts, strict=True)
    )
    return Gap(one, other)


def _reworded(gap: Gap, sides: Sides) -> list[Match]:
    """Steps of one gap that say the same in other words, and what stands alone between its neighbours."""
    one, other = _texts(gap, sides, "prose")
    alone = len(gap.before) == len(gap.after) == len(one) == len(other) == 1
    steps = gap if alone else _steps_of(gap, sides)
    if not steps.before or not 0 < len(steps.after) * len(steps.before) <= MOST_PAIRS:
        return []
    texts = [
        {place: side.units[place].text for place in places} for side, places in zip(sides, steps, strict=True)
    ]
    told = [{place: telling(text) for place, text in side.items()} for side in texts]
    ranked = [
        (-shared_words(told[0][one], told[1][other], fewest=LEAST_WORDS), abs(row - column), one, other)
        for row, one in enumerate(steps.before)
        for column, other in enumerate(steps.after)
    ]
    return [
        Match(one, other, alike(texts[0][one], texts[1][other]))
        for score, _, one, other in sorted(ranked)
        if -score >= SAME_WORDS
    ]


def _alike(gap: Gap, sides: Sides, least: float) -> list[Match]:
    """Similar units of one gap; prose is compared with prose, a fence with a fence."""
    matches: list[Match] = []
    for kind in sorted({sides[0].units[place].key[0] for place in gap.before}):
        one, other = _texts(gap, sides, kind)
        matches += similar(Gap(tuple(one), tuple(other)), one, other, least=least)
    return matches


def _grown(gap: Gap, sides: Sides) -> list[Match]:
    one, other = _texts(gap, sides, "prose")
    return grown(Gap(tuple(one), tuple(other)), one, other)


def _texts(gap: Gap, sides: Sides, kind: str) -> list[dict[int, str]]:
    return [
        {place: side.units[place].text for place in places if side.units[place].key[0] == kind}
        for side, places in zip(sides, gap, strict=True)
    ]
