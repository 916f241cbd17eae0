"""Which element of one sequence became which of another: exact first, then similar, never by brute force."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Mapping, Sequence

from agentreg.diff.lcs import matching, similarity
from agentreg.records import NamedTuple

# Two texts of one place with less in common than this are two texts, not one that was edited (percent of
# the characters; measured on rewordings of real lists, 50 to 60 pair best).
ALIKE = 55.0

# Similarity is asked for at most this many pairs of one gap; a larger gap is searched along its diagonal.
MOST_PAIRS = 4_000

FEW_PAIRS = 24

# A longer text is recognised by its beginning: similarity costs the product of both lengths.
MOST_CHARACTERS = 4_000


Texts = Sequence[str] | Mapping[int, str]


class Match(NamedTuple):
    """Element `before` of the first sequence became element `after` of the second.

    Attributes:
        before: Index into the first sequence.
        after: Index into the second sequence.
        similarity: 1 when both are equal, else the share of characters that stayed.
    """

    before: int
    after: int
    similarity: float = 1.0


class Gap(NamedTuple):
    """What lies between two neighbouring matches: indices into both sequences, in order."""

    before: tuple[int, ...]
    after: tuple[int, ...]


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """The longest common subsequence, in order.

    Returns:
        Matches with similarity 1, increasing on both sides.
    """
    shared = min(len(before), len(after))
    head = 0
    while head < shared and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shared - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    middle = matching(before[head : len(before) - tail], after[head : len(after) - tail])
    return [
        *(Match(place, place) for place in range(head)),
        *(Match(head + one, head + other) for one, other in middle),
        *(Match(len(before) - place, len(after) - place) for place in range(tail, 0, -1)),
    ]


def gaps(matches: Sequence[Match], before: int, after: int) -> list[Gap]:
    """What is left between increasing matches.

    Args:
        matches: Matches that increase on both sides.
        before: Length of the first sequence.
        after: Length of the second sequence.

    Returns:
        Gaps with something on both sides, in order.
    """
    found = []
    one = other = 0
    for match in (*matches, Match(before, after)):
        if one < match.before and other < match.after:
            found.append(Gap(tuple(range(one, match.before)), tuple(range(other, match.after))))
        one, other = match.before + 1, match.after + 1
    return found


def similar(gap: Gap, before: Texts, after: Texts, *, least: float = ALIKE) -> list[Match]:
    """The best pairs of similar texts inside one gap, whatever their order.

    Args:
        gap: The indices to pair.
        before: The text of each index before.
        after: The text of each index after.
        least: The least similarity of a pair, in percent.

    Returns:
        Matches, best first; no index twice.
    """
    if not gap.before or not gap.after:
        return []
    ranked = sorted(_scores(gap, before, after, least))
    used_before: set[int] = set()
    used_after: set[int] = set()
    matches = []
    for distance, _, one, other in ranked:
        if one not in used_before and other not in used_after:
            used_before.add(one)
            used_after.add(other)
            matches.append(Match(one, other, round((100.0 - distance) / 100.0, 3)))
    return matches


def _scores(gap: Gap, before: Texts, after: Texts, least: float) -> list[tuple[float, float, int, int]]:
    """(distance, how far from the diagonal, index, index) of the pairs that are alike enough."""
    measure = _measure(len(gap.before) * len(gap.after))
    scores = []
    across = len(gap.after) / len(gap.before)
    reach = max(1.0, MOST_PAIRS / len(gap.before) / 2)
    for row, one in enumerate(gap.before):
        expected = row * across
        first, last = max(0, int(expected - reach)), int(expected + reach) + 1
        text = before[one][:MOST_CHARACTERS]
        for column, other in enumerate(gap.after[first:last], first):
            score = measure(text, after[other][:MOST_CHARACTERS])
            if score >= least:
                scores.append((100.0 - score, abs(column - expected), one, other))
    return scores


def _measure(pairs: int) -> Callable[[str, str], float]:
    """Both give the same figures; for many pairs it pays to import the faster one."""
    if pairs <= FEW_PAIRS:
        return similarity
    from rapidfuzz.fuzz import ratio

    return ratio


def in_order(places: Sequence[int]) -> set[int]:
    """The positions of one longest increasing run of `places`: what stays when the rest is said to move."""
    tops: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for position, place in enumerate(places):
        length = bisect_left(tops, place)
        previous.append(ends[length - 1] if length else -1)
        if length == len(tops):
            tops.append(place)
            ends.append(position)
        else:
            tops[length], ends[length] = place, position
    stays = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        stays.add(position)
        position = previous[position]
    return stays
