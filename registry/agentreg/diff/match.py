"""Which unit and which section of one prompt became which of another, and which of them moved."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from agentreg.diff.align import Match, in_order
from agentreg.diff.match_sections import match_sections
from agentreg.diff.match_units import match_units
from agentreg.diff.units import Outline


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
    pairs = match_units(before, after, sections)
    return Matching(
        tuple(_with_moves(before, after, pairs, sections)), sections, _moved_sections(before, after, sections)
    )


def _with_moves(
    before: Outline, after: Outline, matches: list[Match], sections: dict[int, int]
) -> list[Pair]:
    """The pairs, each with whether it moved; a section that moved takes its units along."""
    in_place: dict[int, list[Match]] = defaultdict(list)
    strangers = []
    for match in matches:
        one, other = before.units[match.before], after.units[match.after]
        if one.is_title or sections.get(one.section, -2) == other.section:
            in_place[one.section].append(match)
        else:
            strangers.append(match)
    moved = {match.before for group in in_place.values() for match in _out_of_order(group)}
    moved |= {match.before for match in strangers} - _held_by_neighbours(before, after, matches, sections)
    return [
        Pair(match.before, match.after, _similarity(before, after, match), match.before in moved)
        for match in matches
    ]


def _out_of_order(matches: list[Match]) -> list[Match]:
    stays = in_order([match.after for match in matches])
    return [match for place, match in enumerate(matches) if place not in stays]


def _held_by_neighbours(
    before: Outline, after: Outline, matches: list[Match], sections: dict[int, int]
) -> set[int]:
    """Units that changed their section only because a heading came or went above them."""
    kept = in_order([match.after for match in matches])
    opened = set(range(len(after.prompt.sections))) - set(sections.values())
    closed = set(range(len(before.prompt.sections))) - set(sections)
    return {
        match.before
        for place, match in enumerate(matches)
        if place in kept
        and (before.units[match.before].section in closed or after.units[match.after].section in opened)
    }


def _similarity(before: Outline, after: Outline, match: Match) -> float:
    one, other = before.units[match.before].text, after.units[match.after].text
    if one == other:
        return 1.0
    if match.similarity < 1.0:
        return match.similarity
    from rapidfuzz.fuzz import ratio

    return round(min(ratio(one, other), 99.9) / 100.0, 3)


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
