"""Copies that nobody tracks: agents of other sources that say what a reviewed agent says, or said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from agentreg.formats.near_names import folded_name
from agentreg.git.pack import Object, object_id
from agentreg.index.sketch import hashes_of, similarity, sketch
from agentreg.records import NamedTuple
from agentreg.review.additions import Copy
from agentreg.review.values import AgentReview, Review, Side

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


def with_copies(review: Review, held: Sequence[Held]) -> Review:
    """A review in which each agent that was there before names its copies elsewhere.

    Args:
        review: The review.
        held: The agents of other sources, without those that are tracked.

    Returns:
        The review; a copy belongs to the one agent that it is most like.
    """
    agents = list(review.agents)
    nearest: dict[int, tuple[float, int, Copy]] = {}
    known = _known(held)
    for text in _texts(agents, like=held[0].blob) if held else ():
        for place in _likely(text, known):
            one = held[place]
            share = 1.0 if one.blob == text.blob else similarity(one.sketch, text.sketch)
            if share >= _least(agents[text.place], one) and share > nearest.get(place, (0.0,))[0]:
                copy = Copy(one.source, one.path, share, is_exact=one.blob == text.blob)
                nearest[place] = (share, text.place, copy)
    found: dict[int, list[Copy]] = defaultdict(list)
    for _, place, copy in nearest.values():
        found[place].append(copy)
    for place, copies in found.items():
        copies.sort(key=lambda copy: (-copy.share, copy.source, copy.path))
        agents[place] = agents[place]._replace(copies=tuple(copies))
    return review._replace(agents=tuple(agents))


def _texts(agents: Iterable[AgentReview], *, like: str) -> Iterable[_Text]:
    """Both texts of the agents that were there before and differ; only these can have been copied."""
    for place, agent in enumerate(agents):
        if agent.before and not agent.is_bystander:
            for data in {_data(side) for side in (agent.before, agent.after) if side}:
                yield _Text(place, object_id(Object("blob", data), like=like), sketch(data))


def _data(side: Side) -> bytes:
    return side.text.encode("utf-8", "surrogateescape")


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
