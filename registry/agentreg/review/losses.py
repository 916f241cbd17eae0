"""What a change takes away from around the agents that it does not touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import basename

from agentreg.diff.kinds import Kind as ChangeKind
from agentreg.formats.plugin_lists import lister_of, offerer_of
from agentreg.model.definition import NO_HOST, Definition, Kind
from agentreg.review.pairing import Paired
from agentreg.review.values import Labelled
from agentreg.rules.state.scene import Called, Lost, Surroundings
from agentreg.rules.view import hosts_of

_Became = Mapping[str, tuple[Definition, Definition]]
"""What an agent was and is, by the path that it had."""


def losses(before: Surroundings, after: Surroundings, pairs: Sequence[Paired]) -> Lost:
    """What is there no more, and why.

    Args:
        before: What was known around the agents before.
        after: What is known around them now.
        pairs: The agents, matched.
    """
    became = {
        one.before.definition.path: (one.before.definition, one.after.definition)
        for one in pairs
        if one.before and one.after and _is_one_agent(one)
    }
    named = (before.names.keys() - after.names.keys()) | set(_withdrawn(before, after, pairs))
    in_part = frozenset(_lost_in_part(before, after, became)) - named
    return Lost(
        _paths(before, after),
        {
            name: {path: _cause(name[1], path, after, became) for path in before.names[name]}
            for name in named | in_part
        },
        _newcomers(before, after),
        _unlisted(before, after),
        in_part,
    )


def _lost_in_part(before: Surroundings, after: Surroundings, became: _Became) -> Iterator[Called]:
    """The names of one agent by which some host finds it no more, and another one still does."""
    for path, (one, now) in became.items():
        for name in {reading.identity for reading in one.hosts if reading.identity}:
            called = Kind.AGENT, name
            there = before.names.get(called), after.names.get(called)
            if there == ((path,), (now.path,)) and _names_now(name, one, now) - {name}:
                yield called


def _names_now(name: str, before: Definition, after: Definition) -> set[str]:
    """What the hosts that called an agent by a name call it now, those that still load it."""
    now = {reading.host: reading.identity for reading in after.hosts if reading.identity}
    knew = (reading.host for reading in before.hosts if reading.identity == name)
    return {now[host] for host in knew if host in now}


def _withdrawn(before: Surroundings, after: Surroundings, pairs: Iterable[Paired]) -> Iterator[Called]:
    """The names of agents of which only the files are there: their host loads them no more."""
    gone = {
        one.before.definition.path: one.after.definition.path
        for one in pairs
        if one.before and one.after and _is_one_agent(one)
        if _is_withdrawn(one.before, one.after)
    }
    for called, paths in before.names.items() if gone else ():
        if paths[0] in gone and after.names.get(called, ())[:1] == (gone[paths[0]],):
            yield called


def _is_withdrawn(before: Labelled, after: Labelled) -> bool:
    """Whether the host that an agent was for loads it no more, and it did not go over to another one."""
    one, now = before.definition, hosts_of(after.definition)
    is_loaded = bool(after.listed_by) or any(host not in NO_HOST for host in now)
    is_moved = one.path != after.definition.path
    if is_moved and is_loaded:
        return False
    if one.host in NO_HOST:
        return is_moved and bool(before.listed_by)
    return one.host in hosts_of(one) and one.host not in now


def _is_one_agent(pair: Paired) -> bool:
    moved = (ChangeKind.FILE_MOVED, ChangeKind.RENAMED)
    return all(change.kind in moved for change in pair.across_files)


def _cause(name: str, path: str, after: Surroundings, became: _Became) -> str:
    if path in became:
        one, now = became[path]
        names = sorted(_names_now(name, one, now) - {name}) or [now.known_as]
        if names[0] != name:
            return f"{now.path} is called {names[0]} now"
    if after.exists and after.exists(path):
        return f"no host finds it in {path} now"
    return f"{path} is gone"


def _paths(before: Surroundings, after: Surroundings) -> dict[str, str]:
    exists = after.exists
    gone = {path for path in before.places - after.places if exists is None or not exists(path)}
    came = defaultdict[str, list[str]](list)
    if gone:
        for path in after.places - before.places:
            came[basename(path)].append(path)
    return {path: _whereabouts(path, came.get(basename(path), ())) for path in gone}


def _whereabouts(path: str, namesakes: Iterable[str]) -> str:
    """Where a file went, when one of its name came at one place only."""
    match list(namesakes):
        case [place]:
            return f"{path} is gone, and {place} is new"
        case _:
            return f"{path} is gone"


def _newcomers(before: Surroundings, after: Surroundings) -> dict[str, str]:
    had = {one.path: one.name for one in before.neighbours}
    return {
        one.path: f"{one.path} is called so now" if one.path in had else f"{one.path} is new"
        for one in after.neighbours
        if had.get(one.path) != one.name
    }


def _unlisted(before: Surroundings, after: Surroundings) -> dict[str, str]:
    """The agents that a manifest lists no more, though they are still there."""
    if before.listed.keys() <= after.listed.keys():
        return {}
    found = {}
    for path in (one.path for one in after.neighbours):
        for lister in (lister_of, offerer_of):
            manifest = lister(path, before.listed)
            if manifest and not lister(path, after.listed):
                found[path] = manifest
    return found
