"""Which name took the place of which, in a unit that is otherwise the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from agentreg.diff.mentions import Mention, Sort
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired

_LAST_WORD = re.compile(r"\w+(?=\W*\Z)")
_FIRST_WORD = re.compile(r"\w+")
# A name is found by the words around it; farther away nothing says where it stands.
_NEAR = 60


class Swaps(NamedTuple):
    """What became of the names in one unit.

    Attributes:
        same: Pairs that name the same.
        changed: Pairs that name something else in the same place.
        gone: Names before without a counterpart.
        new: Names after without one.
    """

    same: list[tuple[Mention, Mention]]
    changed: list[tuple[Mention, Mention]]
    gone: list[Mention]
    new: list[Mention]


class _Context(NamedTuple):
    sort: Sort
    word_before: str
    word_after: str


def find_swaps(sides: tuple[Outline, Outline], old: Sequence[Mention], new: Sequence[Mention]) -> Swaps:
    """Pair the names of two units that are a pair.

    A name took the place of another of its sort when the words on both sides of it stayed, or on one.

    Args:
        sides: The prompts before and after.
        old: The names in the unit before, in order.
        new: The names in the unit after.
    """
    still = Unpaired(len(old), len(new))
    still.take_equal((lambda at: old[at][:2], lambda at: new[at][:2]))
    same = list(still.found.values())
    if still.before and still.after:
        around = _contexts(sides[0], old), _contexts(sides[1], new)
        for part in (slice(0, 3), slice(0, 2), slice(0, 3, 2)):
            keys = [[context[part] for context in contexts] for contexts in around]
            still.take_equal((keys[0].__getitem__, keys[1].__getitem__))
    changed = list(still.found.values())[len(same) :]
    return Swaps(
        [(old[match.before], new[match.after]) for match in same],
        sorted((old[match.before], new[match.after]) for match in changed),
        [old[at] for at in sorted(still.before)],
        [new[at] for at in sorted(still.after)],
    )


def _contexts(side: Outline, mentions: Sequence[Mention]) -> list[_Context]:
    """The words around each name; another name is no word, as it may have been swapped as well."""
    found = []
    for at, mention in enumerate(mentions):
        unit = side.units[mention.place].span
        start = mentions[at - 1].span.end if at else unit.start
        end = mentions[at + 1].span.start if at + 1 < len(mentions) else unit.end
        before = _LAST_WORD.search(side.text, max(start, mention.span.start - _NEAR), mention.span.start)
        after = _FIRST_WORD.search(side.text, mention.span.end, min(end, mention.span.end + _NEAR))
        found.append(_Context(mention.sort, before.group() if before else "", after.group() if after else ""))
    return found
