"""Which text between two neighbours grew into which: one says all that the other says, and more."""

from __future__ import annotations

from collections import Counter

from agentreg.diff.align import MOST_CHARACTERS, Gap, Match, Texts
from agentreg.diff.lcs import alike, matching
from agentreg.formats.text import words

# The share of the shorter text's words that the longer one has, in the same order.
SAME_WORDS = 0.8
# A shorter text has its words in too many others by chance, the more so the longer those are; half of that
# growth is believed where the other is not in its place.
LEAST_WORDS = 3
MOST_GROWTH = 8
# Shorter words ("and", "with") stand in every text.
LEAST_LETTERS = 4
STEM = 5
# A larger gap was rewritten as a whole.
MOST_PAIRS = 100


def grown(gap: Gap, before: Texts, after: Texts) -> list[Match]:
    """The pairs of texts inside one gap of which one contains the other.

    Args:
        gap: The indices to pair.
        before: The text of each index before.
        after: The text of each index after.

    Returns:
        Matches, best first; an index may be in several.
    """
    if len(gap.before) * len(gap.after) > MOST_PAIRS:
        return []
    told = [
        {place: told_words(texts[place]) for place in side}
        for texts, side in ((before, gap.before), (after, gap.after))
    ]
    ranked = []
    for row, one in enumerate(gap.before):
        for column, other in enumerate(gap.after):
            in_place = row == column and len(gap.before) == len(gap.after)
            growth = MOST_GROWTH if in_place else MOST_GROWTH // 2
            share = _share(told[0][one], told[1][other], growth)
            if share >= SAME_WORDS:
                ranked.append((-share, abs(row - column), one, other))
    return [Match(one, other, alike(before[one], after[other])) for _, _, one, other in sorted(ranked)]


def holds(one: str, other: str) -> bool:
    """Whether one of two texts says all that the other says."""
    return _share(told_words(one), told_words(other), MOST_GROWTH // 2) >= SAME_WORDS


def shared_words(one: Counter[str], other: Counter[str], *, fewest: int) -> float:
    """How much of what the shorter of two texts says the longer one says too, in any order.

    Args:
        one: What one text says, by `telling`.
        other: What the other says.
        fewest: With fewer words on one side nothing can be said: a few meet by chance.

    Returns:
        A share of its telling words, 0 to 1.
    """
    least = min(one.total(), other.total())
    return (one & other).total() / least if least >= fewest else 0.0


def telling(text: str) -> Counter[str]:
    """The words of a text that tell it from others, by their stems: "validate" and "validation" are one."""
    return Counter(word[:STEM] for word in told_words(text) if len(word) >= LEAST_LETTERS)


def told_words(text: str) -> list[str]:
    """The words of a text, in small letters, of a very long one those at its beginning."""
    return [word.casefold() for word in words(text[:MOST_CHARACTERS]) if word[0].isalnum()]


def _share(one: list[str], other: list[str], growth: int) -> float:
    shorter, longer = sorted((len(one), len(other)))
    if shorter < LEAST_WORDS or longer > growth * shorter:
        return 0.0
    return len(matching(one, other)) / shorter
