"""Which section of one prompt became which of another."""

from __future__ import annotations

from collections import Counter

from agentreg.diff.align import Match, common, similar
from agentreg.diff.growth import shared_words, telling
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired

# Percent of a title's characters, between the same neighbours.
SAME_TITLE = 70.0
# Half of a section's text makes it the same section under another title.
SAME_CONTENT = 0.5
# Half of its telling words do so between the same neighbours, where the rest was written anew.
SAME_WORDS = 0.5
LEAST_WORDS = 8
# Contents are compared across at most this many pairs of sections.
MOST_PAIRS = 10_000

Sides = tuple[Outline, Outline]


def match_sections(before: Outline, after: Outline) -> dict[int, int]:
    """Match the sections of two prompts: by path, by title, by what they hold, by likeness.

    Returns:
        Section before to section after; -1, what stands before the first heading, is always matched to -1.
    """
    titles = [_section_titles(side) for side in (before, after)]
    paths = [_section_paths(side, names) for side, names in zip((before, after), titles, strict=True)]
    contents = [_contents(side) for side in (before, after)]
    still = Unpaired(len(titles[0]), len(titles[1]))
    still.take(common(*paths))
    still.take_equal((paths[0].__getitem__, paths[1].__getitem__))
    still.take_equal((titles[0].__getitem__, titles[1].__getitem__))
    still.take_equal((lambda place: contents[0][place] or None, lambda place: contents[1][place] or None))
    _take_renamed(still, titles, contents)
    _take_reworded(still, (before, after), contents)
    _take_parents(still, (before, after))
    return {-1: -1, **{match.before: match.after for match in still.found.values()}}


def _section_titles(side: Outline) -> list[str]:
    titles = [section.title.casefold() for section in side.prompt.sections]
    for unit in side.units:
        if unit.is_title:
            titles[unit.section] = unit.text.casefold()
    return titles


def _section_paths(side: Outline, titles: list[str]) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = []
    for section, title in zip(side.prompt.sections, titles, strict=True):
        paths.append((*(paths[section.parent] if section.parent >= 0 else ()), title))
    return paths


def _contents(side: Outline) -> list[tuple[str, ...]]:
    contents: list[list[str]] = [[] for _ in side.prompt.sections]
    for unit in side.units:
        if unit.section >= 0 and not unit.is_title:
            contents[unit.section].append(unit.text)
    return [tuple(texts) for texts in contents]


def _take_renamed(still: Unpaired, titles: list[list[str]], contents: list[list[tuple[str, ...]]]) -> None:
    """Sections under another title: by what they hold, else by a title that is nearly the same."""
    if len(still.before) * len(still.after) > MOST_PAIRS:
        return
    shared = [
        (-_overlap(contents[0][one], contents[1][other]), one, other)
        for one in sorted(still.before)
        for other in sorted(still.after)
    ]
    still.take(Match(one, other) for score, one, other in sorted(shared) if -score >= SAME_CONTENT)
    for gap in still.gaps((range(len(titles[0])), range(len(titles[1])))):
        still.take(similar(gap, titles[0], titles[1], least=SAME_TITLE))


def _overlap(before: tuple[str, ...], after: tuple[str, ...]) -> float:
    """The share of the smaller content's characters that the other has too."""
    common_texts = set(before) & set(after)
    least = min(sum(map(len, before)), sum(map(len, after)))
    return sum(map(len, common_texts)) / least if least and common_texts else 0.0


def _take_reworded(still: Unpaired, sides: Sides, contents: list[list[tuple[str, ...]]]) -> None:
    """Sections that say the same in other words under another title, between the same neighbours."""
    levels = [[section.level for section in side.prompt.sections] for side in sides]
    for gap in still.gaps((range(len(contents[0])), range(len(contents[1])))):
        if len(gap.before) * len(gap.after) > MOST_PAIRS:
            continue
        told = [
            {place: telling(" ".join(texts[place])) for place in places}
            for texts, places in zip(contents, gap, strict=True)
        ]
        shared = [
            (-shared_words(told[0][one], told[1][other], fewest=LEAST_WORDS), abs(row - column), one, other)
            for row, one in enumerate(gap.before)
            for column, other in enumerate(gap.after)
            if levels[0][one] == levels[1][other]
        ]
        still.take(Match(one, other) for score, _, one, other in sorted(shared) if -score >= SAME_WORDS)


def _take_parents(still: Unpaired, sides: Sides) -> None:
    """A section under another title is known by its subsections, the innermost first."""
    parents = [[section.parent for section in side.prompt.sections] for side in sides]
    sizes = [Counter(places) for places in parents]
    known = -1
    while known < len(still.found) and still.before and still.after:
        known = len(still.found)
        shared = Counter(
            (parents[0][match.before], parents[1][match.after]) for match in still.found.values()
        )
        still.take(
            Match(one, other)
            for (one, other), count in sorted(shared.items())
            if min(one, other) >= 0 and count * 2 > max(sizes[0][one], sizes[1][other])
        )
