"""From what a user calls an agent to the one agent meant; nothing is guessed between several."""

from __future__ import annotations

from collections.abc import Callable

from agentreg.errors import AmbiguousReference, UnknownReference
from agentreg.index.shown import name_as_shown
from agentreg.index.store import Reader
from agentreg.index.values import Agent

SHOWN = 8
"""How many candidates a message lists."""

ALIKE = 70.0
"""How alike (of 100) a name must be to be suggested."""

Search = Callable[[str, str], list[Agent]]


def find_agent(reader: Reader, name: str) -> Agent:
    """Find an agent by `AGENT`, `SOURCE/AGENT`, `SOURCE/path/to/file.md` or a path in any source.

    What is in a default branch now comes before what once was; a name before a path; the newest name before
    former ones.

    Raises:
        UnknownReference: There is none; the hint suggests the nearest names.
        AmbiguousReference: There are several; the hint lists them, each as it can be named alone.
    """
    splits = _splits(reader, name)
    searches: tuple[Search, ...] = (
        lambda text, source: _live(reader.agents_named(text, source)),
        lambda text, source: _live(reader.agents_at(text, source)),
        reader.agents_named,
        reader.agents_at,
        reader.agents_formerly,
    )
    for search in searches:
        for source, text in splits:
            found = search(text, source)
            if len(found) == 1:
                return found[0]
            if found:
                raise _ambiguous(name, found)
    raise _unknown(reader, name)


def qualified(agent: Agent, others: list[Agent]) -> str:
    """The shortest reference that means this agent alone: by name, or by path where names collide.

    A name that cannot be shown, as it holds a secret, is none to call it by, either.
    """
    twins = [
        other
        for other in others
        if other.source == agent.source and other.name.casefold() == agent.name.casefold()
    ]
    by_name = len(twins) < 2 and name_as_shown(agent.name) == agent.name
    return f"{agent.source}/{agent.name if by_name else agent.path}"


def _splits(reader: Reader, name: str) -> list[tuple[str, str]]:
    """How a name may be read: its first part as a source, or all of it as an agent of any source."""
    first, slash, rest = name.partition("/")
    sources = [source.name for source in reader.sources() if source.name.casefold() == first.casefold()]
    return [(source, rest) for source in sources if slash and rest] + [("", name)]


def _live(agents: list[Agent]) -> list[Agent]:
    return [agent for agent in agents if agent.live]


def _ambiguous(name: str, found: list[Agent]) -> AmbiguousReference:
    shown = [qualified(agent, found) for agent in found[:SHOWN]]
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    return AmbiguousReference(
        f"'{name}' names {len(found)} agents", hint=f"write one of: {', '.join(shown)}{more}"
    )


def _unknown(reader: Reader, name: str) -> UnknownReference:
    near = _nearest(reader, name)
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    else:
        hint = "`agentreg list` shows all agents, `agentreg search` finds them by what they say"
    if name.endswith(".md"):
        return UnknownReference(f"no such file: {name}, and no indexed agent is there", hint=hint)
    return UnknownReference(f"'{name}' is neither a file here nor an indexed agent", hint=hint)


def _nearest(reader: Reader, name: str) -> list[str]:
    from rapidfuzz import fuzz, process

    wanted = name.casefold()
    choices = {
        f"{source}/{agent}": (f"{source}/{agent}" if "/" in name else agent).casefold()
        for source, agent in sorted(reader.names())
        if name_as_shown(agent) == agent
    }
    found = process.extract(wanted, choices, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
    return [qualified_name for _, _, qualified_name in found]
