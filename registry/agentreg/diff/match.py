"""Which unit and which section of one prompt became which of another, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import accumulate

from agentreg.diff.align import Match, in_order
from agentreg.diff.lcs import alike
from agentreg.diff.match_sections import match_sections
from agentreg.diff.match_units import match_units
from agentreg.diff.units import Outline, outline
from agentreg.model.definition import Definition
from agentreg.records import NamedTuple


class Pair(NamedTuple):
    """A unit before and after.

    Attributes:
        before: Index of the unit before.
        after: Index of the unit after.
        similarity: 1 when both say the same.
        moved: Whether its place among the other units changed.
    """

    before: int
    after: int
    similarity: float
    moved: bool


class Matching(NamedTuple):
    """What became what.

    Attributes:
        pairs: Units, by their place before.
        sections: Sections before to sections after; -1 is what stands before the first heading.
        moved_sections: The sections before that changed their place.
    """

    pairs: tuple[Pair, ...]
    sections: dict[int, int]
    moved_sections: frozenset[int]


# A review that shows both texts asks again what became what in them.
@lru_cache(2)
def match_prompts(before: Definition, after: Definition) -> Matching:
    """Match the prompts of two definitions; see `match_outlines`."""
    return match_outlines(outline(before), outline(after))


def match_outlines(before: Outline, after: Outline) -> Matching:
    """Match two prompts.

    Which of two equally good matches is taken must not depend on which side is called before: the texts are
    compared in one fixed order, so that the reversed comparison mirrors this one.
    """
    if before.text <= after.text:
        return _match(before, after)
    found = _match(after, before)
    pairs = sorted(Pair(pair.after, pair.before, pair.similarity, pair.moved) for pair in found.pairs)
    sections = {other: one for one, other in found.sections.items()}
    return Matching(tuple(pairs), sections, frozenset(found.sections[one] for one in found.moved_sections))


def _match(before: Outline, after: Outline) -> Matching:
    sections = match_sections(before, after)
    matches = match_units(before, after, sections)
    moved = _moved_sections(before, after, sections)
    moved |= _crossed_sections(before, after, matches, _Layout(sections, _carried(before, moved)))
    moving = _moving(before, after, matches, _Layout(sections, _carried(before, moved)))
    pairs = (
        Pair(match.before, match.after, _similarity(before, after, match), match.before in moving)
        for match in matches
    )
    return Matching(tuple(pairs), sections, moved)


def _moved_sections(before: Outline, after: Outline, sections: dict[int, int]) -> frozenset[int]:
    """The sections out of order, without those that their parent took along."""
    own = sorted((one, other) for one, other in sections.items() if one >= 0)
    stays = in_order([other for _, other in own])
    out = {one for place, (one, _) in enumerate(own) if place not in stays}
    parents = [[section.parent for section in side.prompt.sections] for side in (before, after)]
    return frozenset(
        one
        for one in out
        if parents[0][one] not in out or sections.get(parents[0][one]) != parents[1][sections[one]]
    )


def _carried(before: Outline, moved: frozenset[int]) -> frozenset[int]:
    """The sections that moved, with all that stands inside them."""
    carried = set(moved)
    for place, section in enumerate(before.prompt.sections):
        if section.parent in carried:
            carried.add(place)
    return frozenset(carried)


class _Layout(NamedTuple):
    """How the sections lie: what became what, and which of them were carried elsewhere."""

    sections: dict[int, int]
    carried: frozenset[int]


def _crossed_sections(
    before: Outline, after: Outline, matches: list[Match], layout: _Layout
) -> frozenset[int]:
    """The sections that moved across texts which have no title of their own.

    Such texts belong to whatever title stands above them, so the order of the sections tells nothing. Either
    the texts moved or the section did: it is the one with less to say, as a reader would tell it.
    """
    titles = _staying_titles(before, after, matches, layout)
    cuts = [title.before for title in titles], [title.after for title in titles]
    count, weight = ([0] * (len(titles) + 1) for _ in range(2))
    kept: Counter[int] = Counter()
    for match in matches:
        unit = before.units[match.before]
        if unit.section in layout.carried:
            continue
        if after.units[match.after].section == layout.sections.get(unit.section):
            kept[unit.section] += len(unit.text)
        # A text crossed the titles that stand between its old and its new stretch.
        first, last = sorted((bisect_left(cuts[0], match.before), bisect_left(cuts[1], match.after)))
        for total, amount in ((count, 1), (weight, len(unit.text))):
            total[first] += amount
            total[last] -= amount
    sections = (before.units[title.before].section for title in titles)
    crossings = zip(sections, accumulate(count), accumulate(weight), strict=False)
    return frozenset(
        section for section, texts, characters in crossings if texts > 1 and characters > kept[section]
    )


def _staying_titles(before: Outline, after: Outline, matches: list[Match], layout: _Layout) -> list[Match]:
    """The titles of sections that were not carried elsewhere; they increase on both sides.

    A title may also have become a mere text, or a text a title: its section became none.
    """
    found = []
    for match in matches:
        one, other = before.units[match.before], after.units[match.after]
        same = one.is_title and other.is_title and layout.sections.get(one.section) == other.section
        if same and one.section not in layout.carried:
            found.append(match)
    return found


def _moving(before: Outline, after: Outline, matches: list[Match], layout: _Layout) -> set[int]:
    """The units before that changed their place.

    Titles that stay cut both prompts into stretches: a unit that stays in its stretch can only move inside
    it, even when a heading came or went above it. A section that moved takes its own units along.
    """
    fixed = _staying_titles(before, after, matches, layout)
    cuts = [match.before for match in fixed], [match.after for match in fixed]
    groups: dict[tuple[str, int], list[Match]] = defaultdict(list)
    moving = set()
    for match in matches:
        one, other = before.units[match.before], after.units[match.after]
        stretch = bisect_right(cuts[0], match.before)
        if one.section in layout.carried and layout.sections.get(one.section) == other.section:
            groups["carried", one.section].append(match)
        elif stretch == bisect_right(cuts[1], match.after):
            groups["stretch", stretch].append(match)
        else:
            moving.add(match.before)
    return moving.union(*(_out_of_order(group) for group in groups.values()))


def _out_of_order(matches: list[Match]) -> set[int]:
    stays = in_order([match.after for match in matches])
    return {match.before for place, match in enumerate(matches) if place not in stays}


def _similarity(before: Outline, after: Outline, match: Match) -> float:
    one, other = before.units[match.before].text, after.units[match.after].text
    if one == other or one.replace("`", "") == other.replace("`", ""):
        return 1.0
    if match.similarity < 1.0:
        return match.similarity
    return alike(one, other)
