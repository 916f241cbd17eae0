"""Which agent of one tree answers to the name that another had: to whoever calls it, that is the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from agentreg.diff.resemblance import alike
from agentreg.formats.near_names import folded_name
from agentreg.model.definition import NO_HOST, Definition, Host, Outcome

Pair = tuple[Definition, Definition]


def stands_in(one: Definition, other: Definition) -> bool:
    """Whether whoever calls the one by its name finds the other, with the same hosts."""
    if one.name != other.name and _called(one).isdisjoint(_called(other)):
        return False
    return _readers(one) == _readers(other)


def match_names(before: Sequence[Definition], after: Sequence[Definition]) -> Iterator[Pair]:
    """Match agents that are called the same, whatever they say.

    Args:
        before: Agents that are not where they were any more, or not what they were.
        after: Agents that were not where they are, or not what they are.

    Yields:
        Each at most once. Of several of a name, those come first that one host reads, then the most alike,
        then the nearest by path.
    """
    pairs = _pairs_of_a_name(before, after)
    shares = _shares(pairs)
    return each_once(sorted(pairs, key=lambda pair: _rank(pair, shares.get(_paths(pair), 0))))


def each_once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs of which neither side is in an earlier one."""
    used: tuple[set[str], set[str]] = set(), set()
    for one, other in pairs:
        if one.path not in used[0] and other.path not in used[1]:
            used[0].add(one.path)
            used[1].add(other.path)
            yield one, other


def way_between(one: str, other: str) -> int:
    """How far two paths are apart: by the folders up and down between them, then by the file's name."""
    ways = one.split("/"), other.split("/")
    shared = sum(1 for _ in takewhile(lambda parts: parts[0] == parts[1], zip(*ways, strict=False)))
    return 2 * (len(ways[0]) + len(ways[1]) - 2 * shared) + (ways[0][-1] != ways[1][-1])


def _readers(definition: Definition) -> list[Host]:
    """The hosts that load a file, or may, the main one first."""
    return [reading.host for reading in definition.hosts if reading.outcome is not Outcome.SKIPS]


def _called(definition: Definition) -> frozenset[str]:
    """What callers write: of a plugin's agent also the name without the plugin."""
    return frozenset(folded_name(name) for name in (definition.name, definition.known_as)) - {""}


def _pairs_of_a_name(before: Sequence[Definition], after: Sequence[Definition]) -> list[Pair]:
    holders: dict[str, list[Definition]] = defaultdict(list)
    for other in after:
        for name in _called(other):
            holders[name].append(other)
    found = {
        (one.path, other.path): (one, other)
        for one in before
        for name in _called(one)
        for other in holders.get(name, ())
    }
    return list(found.values())


def _shares(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """How much text the sides of the pairs have in common; nothing where no name leaves a choice."""
    sides = [list({pair[side].path: pair[side] for pair in pairs}.values()) for side in (0, 1)]
    if len(pairs) == len(sides[0]) == len(sides[1]):
        return {}
    return {(sides[0][one].path, sides[1][other].path): share for one, other, share in alike(*sides)}


def _paths(pair: Pair) -> tuple[str, str]:
    return pair[0].path, pair[1].path


def _rank(pair: Pair, share: float) -> tuple[int, float, int, str, str]:
    one, other = pair
    return _strangeness(one, other), -share, way_between(one.path, other.path), one.path, other.path


def _strangeness(one: Definition, other: Definition) -> int:
    """0 where the host that the one is for loads the other as its own, 1 where some host loads both, or 2."""
    readers = _readers(one), _readers(other)
    if not (readers[0] and readers[1]):
        return 2
    if readers[0][0] in (readers[1][0], *NO_HOST):
        return 0
    return 2 - (not set(readers[0]).isdisjoint(readers[1]))
