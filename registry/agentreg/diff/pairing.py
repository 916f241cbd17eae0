"""Which of two short runs of texts became which: equal ones first, then similar ones, in any order."""

from __future__ import annotations

from collections.abc import Sequence

from agentreg.diff.align import ALIKE, Gap, Match, common, similar
from agentreg.diff.unpaired import Unpaired

# The least similarity of a pair when only equal texts are to be paired.
EQUAL = 101.0


def pair_texts(before: Sequence[str], after: Sequence[str], *, least: float = ALIKE) -> list[Match]:
    """Pair texts; the reversed call gives the same pairs.

    Args:
        before: The texts before.
        after: The texts after.
        least: The least similarity of a pair, in percent.

    Returns:
        Matches by their place before; no text twice.
    """
    if list(before) > list(after):
        turned = (Match(other, one, share) for one, other, share in _paired(after, before, least))
        return sorted(turned)
    return sorted(_paired(before, after, least))


def _paired(before: Sequence[str], after: Sequence[str], least: float) -> list[Match]:
    still = Unpaired(len(before), len(after))
    still.take(common(before, after))
    still.take_equal((before.__getitem__, after.__getitem__))
    if least >= EQUAL:
        return list(still.found.values())
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(similar(gap, before, after, least=least))
    return list(still.found.values())
