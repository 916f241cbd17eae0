"""Where a copied file comes from: the revision, in the history of a source, that has the nearest text."""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePosixPath
from typing import Protocol

from agentreg.errors import AmbiguousReference, UnknownReference
from agentreg.formats.read import read_definition
from agentreg.index.values import Agent, Revision
from agentreg.records import NamedTuple
from agentreg.variants.nearest import Nearness, rank
from agentreg.variants.standing import Base

NEAR = 0.5
"""From this share on, a file counts as a copy; `benchmarks/eval_adopt.py` measures what that admits."""

_SHOWN = 4


class Written(NamedTuple):
    """A revision with its text."""

    revision: Revision
    text: bytes


class Histories(Protocol):
    """What a source's agents said, in all their revisions."""

    def candidates(self, origin: str, file: bytes) -> list[Agent]:
        """The agents that a file may be a copy of; `origin` is a source, or `source/agent`."""
        ...

    def written(self, agent: Agent) -> list[Written]:
        """An agent's revisions with the texts that can be read, newest first, each text once."""
        ...

    def named_by(self, agent: Agent) -> str:
        """How to call an agent so that it alone is meant."""
        ...

    def revised(self, agent: Agent, revision: Revision) -> Base:
        """One revision of an agent as a base."""
        ...


class Origin(NamedTuple):
    """The revision that a file was most likely copied from.

    Attributes:
        name: The agent, as a variant declares it.
        base: The revision.
        nearness: How near the file is to it.
    """

    name: str
    base: Base
    nearness: Nearness


class _Match(NamedTuple):
    agent: Agent
    revision: Revision
    nearness: Nearness


def find_origin(file: bytes, path: str, source: str, histories: Histories) -> Origin:
    """Find what a file was copied from.

    Of several agents that are equally near, one that is called like the file counts, then one in a folder
    of the same name.

    Args:
        file: The file's text.
        path: Where it stands, POSIX; its name counts.
        source: The source to look in, or `source/agent`.
        histories: What the source's agents said.

    Raises:
        UnknownReference: Nothing there is near, or the nearest agent is gone from its source.
        AmbiguousReference: Several agents are equally near.
        AgentregError: There is no such source or agent, or a text cannot be read.
    """
    candidates = histories.candidates(source, file)
    matches = [match for agent in candidates if (match := _nearest(file, agent, histories))]
    if not matches:
        raise UnknownReference(f"{path}: {source} has nothing that is like it", hint=_BY_HAND)
    best = max(match.nearness.share for match in matches)
    contenders = [match for match in matches if match.nearness.share == best]
    if best < NEAR:
        name = histories.named_by(contenders[0].agent)
        near = f"the nearest is {name}, with {best:.0%} of lines and words in common"
        raise UnknownReference(f"{path}: {source} has nothing near to it; {near}", hint=_BY_HAND)
    match = _chosen(contenders, file, path, histories)
    if not match.agent.live:
        raise UnknownReference(
            f"{path}: its base, {source.partition('/')[0]}/{match.agent.path}, is gone from its source",
            hint="there is nothing to follow; name another agent with --from SOURCE/AGENT",
        )
    base = histories.revised(match.agent, match.revision)
    return Origin(histories.named_by(match.agent), base, match.nearness)


_BY_HAND = "if you know its base, `agentreg track --as-is AGENT@REVISION PATH` takes your word for it"


def _nearest(file: bytes, agent: Agent, histories: Histories) -> _Match | None:
    written = histories.written(agent)
    if not written:
        return None
    first = rank(file, (one.text for one in written))[0]
    return _Match(agent, written[first.place].revision, first.nearness)


def _chosen(contenders: list[_Match], file: bytes, path: str, histories: Histories) -> _Match:
    """The one that is meant among equally near ones: one that is there still, says the same, is called so."""
    names = _names(read_definition(file, path).name, path)

    def fitness(match: _Match) -> tuple[bool, bool, bool, int]:
        called = bool(names & _names(match.agent.name, match.agent.path))
        return match.agent.live, match.nearness.equal, called, _common_end(path, match.agent.path)

    fittest = max(map(fitness, contenders))
    contenders = [match for match in contenders if fitness(match) == fittest]
    if len(contenders) == 1:
        return contenders[0]
    found = sorted(histories.named_by(match.agent) for match in contenders)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise AmbiguousReference(
        f"{path}: {len(found)} agents are equally near to it",
        hint=f"choose with --from, one of: {', '.join(found[:_SHOWN])}{more}",
    )


def _common_end(one: str, other: str) -> int:
    """How many names two paths have in common at their end; a folder `agents` says nothing, all have it."""
    ends = ([name for name in reversed(path.split("/")) if name != "agents"] for path in (one, other))
    pairs = zip(*ends, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _names(name: str, path: str) -> set[str]:
    return {name.casefold(), PurePosixPath(path).name.partition(".")[0].casefold()} - {""}
