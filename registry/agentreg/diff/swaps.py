"""Which name took the place of which, in a unit that is otherwise the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence

from agentreg.diff.mentions import Mention, Sort
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired
from agentreg.formats.patterns import pattern
from agentreg.records import NamedTuple

_LAST_WORD = pattern(r"\w+(?=\W*\Z)")
_FIRST_WORD = pattern(r"\w+")
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
    """A name's sort and the words around it; empty where there is none or another name."""

    sort: Sort
    word_before: str
    word_after: str


_KEYS: tuple[Callable[[_Context], Hashable], ...] = (
    lambda context: context,
    lambda context: (context.sort, context.word_before) if context.word_before else None,
    lambda context: (context.sort, context.word_after) if context.word_after else None,
)


def find_swaps(sides: tuple[Outline, Outline], old: Sequence[Mention], new: Sequence[Mention]) -> Swaps:
    """Pair the names of two units that are a pair.

    A name took the place of another of its sort when the words on both sides of it stayed, or on one, or when
    there is no other.

    Args:
        sides: The prompts before and after.
        old: The names in the unit before, in order.
        new: The names in the unit after.
    """
    still = Unpaired(len(old), len(new))
    still.take_equal((lambda at: old[at][:2], lambda at: new[at][:2]))
    same = list(still.found.values())
    if still.before and still.after:
        around = _contexts(sides[0], old, new), _contexts(sides[1], new, old)
        for key in _KEYS:
            _take(still, (_keys(key, around[0]), _keys(key, around[1])))
        _take(still, (_lone_sorts(around[0], still.before), _lone_sorts(around[1], still.after)))
    changed = list(still.found.values())[len(same) :]
    return Swaps(
        [(old[match.before], new[match.after]) for match in same],
        sorted((old[match.before], new[match.after]) for match in changed),
        [old[at] for at in sorted(still.before)],
        [new[at] for at in sorted(still.after)],
    )


def _keys(key: Callable[[_Context], Hashable], contexts: list[_Context | None]) -> list[Hashable]:
    return [None if context is None else key(context) for context in contexts]


def _take(still: Unpaired, keys: tuple[list[Hashable], list[Hashable]]) -> None:
    still.take_equal((keys[0].__getitem__, keys[1].__getitem__))


def _lone_sorts(contexts: list[_Context | None], places: set[int]) -> list[Hashable]:
    """The sort of each name that is the only one of its sort still without a counterpart."""
    sorts = [context.sort if context and at in places else None for at, context in enumerate(contexts)]
    counts = Counter(sorts)
    return [sort if counts[sort] == 1 else None for sort in sorts]


def _contexts(side: Outline, mentions: Sequence[Mention], others: Sequence[Mention]) -> list[_Context | None]:
    """The context of each name; None for one that the other unit names as something else."""
    found: list[_Context | None] = []
    elsewhere = {mention.key for mention in others}
    for at, mention in enumerate(mentions):
        if mention.key in elsewhere:
            found.append(None)
            continue
        unit = side.units[mention.place].span
        start = mentions[at - 1].span.end if at else unit.start
        end = mentions[at + 1].span.start if at + 1 < len(mentions) else unit.end
        before = _LAST_WORD.search(side.text, max(start, mention.span.start - _NEAR), mention.span.start)
        after = _FIRST_WORD.search(side.text, mention.span.end, min(end, mention.span.end + _NEAR))
        found.append(_Context(mention.sort, before.group() if before else "", after.group() if after else ""))
    return found
