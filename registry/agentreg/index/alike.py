"""Which agents a text may be a copy of, told from sketches, so that no text has to be read."""

from __future__ import annotations

from heapq import nlargest

from agentreg.index.sketch import similarity, sketch
from agentreg.index.store import AgentFilter, Reader
from agentreg.index.values import Agent


def most_alike(reader: Reader, source: str, text: bytes, *, count: int) -> list[Agent]:
    """The agents of a source that have, or had in some revision, most lines in common with a text.

    Sketches are exact enough to tell an agent from others, not its revisions from each other.

    Args:
        reader: The index.
        source: The source's name.
        text: What is compared with them.
        count: How many agents to give at most.

    Returns:
        The agents by name; such as have no line in common are not among them.
    """
    own = sketch(text)
    alike: dict[int, float] = {}
    for agent_id, other in reader.sketches(source):
        if (share := similarity(own, other)) > alike.get(agent_id, 0.0):
            alike[agent_id] = share
    chosen = nlargest(count, alike, key=alike.__getitem__)
    return [agent for agent in reader.agents(AgentFilter(live=False)) if agent.id in chosen]
