"""Longest common subsequences, without a package where the texts are short.

Importing rapidfuzz costs as much as bare Python's start, and most edits are small: for them the same
bit-parallel algorithm over Python's integers is quick enough (H. Hyyrö, "Bit-parallel LCS-length computation
revisited", 2004).
Which of the two is taken depends on the sizes alone, so results never depend on what ran before.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

# Up to so many cells (length times length) Python's integers do it in about a millisecond.
SMALL = 250_000
SMALL_TEXTS = 60_000


def matching(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The positions of one longest common subsequence.

    Returns:
        (position in `one`, position in `other`), increasing on both sides.
    """
    if len(one) * len(other) > SMALL:
        return _matching_by_rapidfuzz(one, other)
    rows = _rows(one, other)
    found = []
    column, row = len(one), len(other)
    while row and column:
        if rows[row - 1] >> (column - 1) & 1:
            column -= 1
            continue
        row -= 1
        if not row or rows[row - 1] >> (column - 1) & 1:
            column -= 1
            found.append((column, row))
    return found[::-1]


def similarity(one: str, other: str) -> float:
    """How alike two texts are: twice the length of what they share, by the length of both, in percent."""
    if not one and not other:
        return 100.0
    if len(one) * len(other) > SMALL_TEXTS:
        from rapidfuzz.fuzz import ratio

        return ratio(one, other)
    rows = _rows(one, other)
    shared = len(one) - rows[-1].bit_count() if rows else 0
    return 200.0 * shared / (len(one) + len(other))


def alike(before: str, after: str) -> float:
    """How much of a text stayed, 0 to 1; 1 only when both are equal."""
    if before == after:
        return 1.0
    return round(min(similarity(before, after), 99.9) / 100.0, 3)


def _rows(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[int]:
    """For each beginning of `other`, a number whose zero bits mark where the common length grows in `one`."""
    places: dict[Hashable, int] = {}
    for position, element in enumerate(one):
        places[element] = places.get(element, 0) | 1 << position
    row = full = (1 << len(one)) - 1
    rows = []
    for element in other:
        hits = row & places.get(element, 0)
        row = ((row + hits) | (row - hits)) & full
        rows.append(row)
    return rows


def _matching_by_rapidfuzz(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int]]:
    from rapidfuzz.distance import Indel

    # rapidfuzz tells list elements apart by their hash only, so they become small integers first.
    numbers: dict[Hashable, int] = {}
    sides = [[numbers.setdefault(element, len(numbers)) for element in side] for side in (one, other)]
    return [
        (step.src_start + place, step.dest_start + place)
        for step in Indel.opcodes(*sides)
        if step.tag == "equal"
        for place in range(step.src_end - step.src_start)
    ]
