"""Copies that nobody tracks: agents of other sources that say what a reviewed agent says, or said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from agentreg.formats.near_names import folded_name
from agentreg.git.pack import Object, object_id
from agentreg.index.sketch import hashes_of, similarity, sketch
from agentreg.records import NamedTuple
from agentreg.review.additions import Copy
from agentreg.review.values import AgentReview, Review

NAMED_ALIKE, ANY_NAME = 0.5, 0.8
"""The share of lines from which an agent counts as a copy: of the same name, and of another."""

MOST_HOLDERS = 40
"""A line that more agents have comes from a template, and leads to no copy."""

MOST_LOOKED_AT = 8
"""So many agents that share the most lines are looked at for each text."""


class Held(NamedTuple):
    """An agent of another source as the index knows it.

    Attributes:
        source: The source's name.
        path: Its path there.
        name: Its name.
        blob: The blob id of its text.
        sketch: The sketch of that.
    """

    source: str
    path: str
    name: str
    blob: str
    sketch: bytes


class _Text(NamedTuple):
    """One side of an agent, by the agent's place in the review."""

    place: int
    blob: str
    sketch: bytes


class _Known(NamedTuple):
    """Who has which text, and which line, so that no two texts are compared that share nothing."""

    blobs: dict[str, list[int]]
    lines: dict[int, list[int]]


Read = Callable[[Iterable[str]], Mapping[str, bytes]]
"""Gives the contents of some files of a tree, by path."""


Bases = Mapping[str, frozenset[str]]
"""For the path of a tracked variant the sources that its base is from, in small letters."""


def with_copies(
    review: Review, held: Sequence[Held], read: tuple[Read, Read], bases: Bases = MappingProxyType({})
) -> Review:
    """A review in which each agent that was there before names its copies elsewhere.

    Args:
        review: The review.
        held: The agents of other sources, without those that are tracked.
        read: Read the agents before and after: what a review has of their texts is masked.
        bases: Which agents of the review are variants: what their own source has is where they are from.

    Returns:
        The review; a copy belongs to the one agent that it is most like.
    """
    agents = list(review.agents)
    nearest: dict[int, tuple[int, Copy]] = {}
    known = _known(held)
    for text in _texts(agents, read, like=held[0].blob) if held else ():
        own = _sources(agents[text.place], bases)
        for place in _likely(text, known):
            if held[place].source.casefold() in own:
                continue
            copy = _copy(held[place], text)
            is_one = copy.share >= _least(agents[text.place], held[place])
            if is_one and (place not in nearest or _nearness(copy) > _nearness(nearest[place][1])):
                nearest[place] = text.place, copy
    found: dict[int, list[Copy]] = defaultdict(list)
    for place, copy in nearest.values():
        found[place].append(copy)
    for place, copies in found.items():
        copies.sort(key=lambda copy: (-copy.share, copy.source, copy.path))
        agents[place] = agents[place]._replace(copies=tuple(copies))
    return review._replace(agents=tuple(agents))


def _sources(agent: AgentReview, bases: Bases) -> frozenset[str]:
    return frozenset[str]().union(*(bases.get(path, ()) for path in agent.paths))


def _texts(agents: Sequence[AgentReview], read: tuple[Read, Read], *, like: str) -> Iterable[_Text]:
    """Both texts of the agents that were there before and differ; only these can have been copied."""
    there = [place for place, agent in enumerate(agents) if agent.was and not agent.is_bystander]
    sides = [[agents[place].before for place in there], [agents[place].after for place in there]]
    texts = [read_({one.path for one in some if one}) for read_, some in zip(read, sides, strict=True)]
    for place, *pair in zip(there, *sides, strict=True):
        found = (known.get(side.path) for side, known in zip(pair, texts, strict=True) if side)
        for data in dict.fromkeys(found):
            if data is not None:
                yield _Text(place, object_id(Object("blob", data), like=like), sketch(data))


def _copy(held: Held, text: _Text) -> Copy:
    is_exact = held.blob == text.blob
    share = 1.0 if is_exact else similarity(held.sketch, text.sketch)
    return Copy(held.source, held.path, share, is_exact=is_exact)


def _nearness(copy: Copy) -> tuple[float, bool]:
    return copy.share, copy.is_exact


def _least(agent: AgentReview, held: Held) -> float:
    name = folded_name(held.name)
    return NAMED_ALIKE if any(folded_name(one) == name for one in agent.names) else ANY_NAME


def _known(held: Sequence[Held]) -> _Known:
    known = _Known(defaultdict(list), defaultdict(list))
    for place, one in enumerate(held):
        known.blobs[one.blob].append(place)
        for line in hashes_of(one.sketch):
            known.lines[line].append(place)
    return known


def _likely(text: _Text, known: _Known) -> Iterable[int]:
    """The agents that have the same text, and those that share the most telling lines with it."""
    found = (known.lines.get(line, []) for line in hashes_of(text.sketch))
    shared = Counter(chain.from_iterable(places for places in found if len(places) <= MOST_HOLDERS))
    ranked = (place for place, _ in shared.most_common(MOST_LOOKED_AT))
    return dict.fromkeys((*known.blobs.get(text.blob, ()), *ranked))
