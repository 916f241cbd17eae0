"""One sentence that both sides edited, merged by its words where the edits are apart and plain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentreg.formats.patterns import pattern
from agentreg.merge.guards import NORMATIVE
from agentreg.merge.lines import Origin, Stretch, merge3
from agentreg.records import NamedTuple

_TOKEN = pattern(r"(\s*)(\S+)")
# What is no plain word may reach over others: code, quotations, links, tags, emphasis, brackets.
_PLAIN = pattern(r"[\w'\u2019.,;:!?%/+-]+")
# So many kept words between an edit of ours and one of theirs make them two edits.
_APART = 2
# Short words (a, the, of) are added twice for good reasons.
_TELLING = 4


class _Word(NamedTuple):
    lead: str
    raw: str


def merge_words(base: str, ours: str, theirs: str) -> str | None:
    """Merge three wordings of one sentence.

    Args:
        base: The common wording.
        ours: Our version.
        theirs: Their version.

    Returns:
        The sentence with the edits of both; None where it states a rule (its words decide together), where
        edits are nearer to each other than two kept words or reach into code, quotations or links, where less
        than half of a side or of the result is from the base, or where both added one word.
    """
    if any(NORMATIVE.search(text) for text in (base, ours, theirs)):
        return None
    sides = [[_Word(*found.groups()) for found in _TOKEN.finditer(text)] for text in (base, ours, theirs)]
    stretches = merge3(*([word.raw for word in side] for side in sides))
    if not _are_apart(stretches) or not _are_plain(stretches, *sides):
        return None
    if _added(Origin.OURS, stretches, sides[1]) & _added(Origin.THEIRS, stretches, sides[2]):
        return None
    merged = [word for stretch in stretches for word in _taken(stretch, *sides)]
    if not _kept_enough(stretches, *sides, merged):
        return None
    return "".join(word.lead + word.raw for word in merged)


def _are_apart(stretches: Sequence[Stretch]) -> bool:
    last, kept = None, _APART
    for stretch in stretches:
        if stretch.origin is Origin.BASE:
            kept += stretch.base[1] - stretch.base[0]
            continue
        if stretch.origin is Origin.CONFLICT:
            return False
        if stretch.origin is not last and kept < _APART:
            return False
        last, kept = stretch.origin, 0
    return True


def _are_plain(
    stretches: Sequence[Stretch], base: Sequence[_Word], ours: Sequence[_Word], theirs: Sequence[_Word]
) -> bool:
    edited = (
        word.raw
        for stretch in stretches
        if stretch.origin is not Origin.BASE
        for side, place in ((base, stretch.base), (ours, stretch.ours), (theirs, stretch.theirs))
        for word in side[slice(*place)]
    )
    return all(_PLAIN.fullmatch(raw) for raw in edited)


def _kept_enough(stretches: Sequence[Stretch], *sides: Sequence[_Word]) -> bool:
    kept = sum(stretch.base[1] - stretch.base[0] for stretch in stretches if stretch.origin is Origin.BASE)
    return all(2 * kept >= len(side) for side in sides)


def _added(origin: Origin, stretches: Sequence[Stretch], side: Sequence[_Word]) -> set[str]:
    places = (
        stretch.ours if origin is Origin.OURS else stretch.theirs
        for stretch in stretches
        if stretch.origin is origin
    )
    words = (word.raw.strip(".,;:!?").lower() for place in places for word in side[slice(*place)])
    return {word for word in words if len(word) >= _TELLING}


def _taken(
    stretch: Stretch, base: Sequence[_Word], ours: Sequence[_Word], theirs: Sequence[_Word]
) -> Iterator[_Word]:
    if stretch.origin is not Origin.BASE:
        yield from stretch.taken(ours, theirs)
        return
    trio = (side[slice(*place)] for side, place in zip((base, ours, theirs), stretch[1:], strict=True))
    for was, mine, other in zip(*trio, strict=True):
        yield _Word(other.lead if mine.lead == was.lead else mine.lead, was.raw)
