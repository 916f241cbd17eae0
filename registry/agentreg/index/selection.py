"""Which revision of an agent a selector means."""

from __future__ import annotations

import time
from typing import assert_never

from agentreg.errors import UnknownReference
from agentreg.git.refs import resolve_name
from agentreg.index.at_commit import mirror_of, revisions_at
from agentreg.index.selector import AsOf, Back, InRange, Named, Newest, Selector
from agentreg.index.semver import Version, VersionRange, parse_range, parse_version
from agentreg.index.store import Reader, Scope, Window
from agentreg.index.values import Agent, DeclaredVersion, Revision, Status
from agentreg.index.versions import declared_versions, same_version

SHOWN = 6
"""How many versions a message lists."""


def select(reader: Reader, agent: Agent, selector: Selector) -> Revision:
    """Find the revision that a selector means; always one with a text, never a deletion.

    Raises:
        UnknownReference: There is none; the hint says what there is.
        AmbiguousReference: A name is both a branch and a tag, or too short a commit id.
        GitError: The source's mirror cannot be read.
    """
    match selector:
        case Newest():
            return _back(reader, agent, 0)
        case Back(revisions):
            return _back(reader, agent, revisions)
        case AsOf():
            return _as_of(reader, agent, selector)
        case InRange(text, versions):
            return _in_range(reader, agent, versions, text)
        case Named(name):
            return _named(reader, agent, name)
        case _:
            assert_never(selector)


def _back(reader: Reader, agent: Agent, count: int) -> Revision:
    texts = _texts(reader, agent)
    newest = next(
        (at for at, item in enumerate(texts) if (item.path, item.blob) == (agent.path, agent.blob)), 0
    )
    if newest + count >= len(texts):
        known = "1 revision" if len(texts) - newest == 1 else f"{len(texts) - newest} revisions"
        raise UnknownReference(f"{agent.source}/{agent.name} has only {known}", hint=_hint(agent))
    return texts[newest + count]


def _texts(reader: Reader, agent: Agent) -> list[Revision]:
    """The revisions that have a text, newest first; of other branches only when the default one has none."""
    mainline = [item for item in reader.revisions(agent.id, Window()) if item.blob]
    return mainline or [item for item in reader.revisions(agent.id, Window(Scope.ALL)) if item.blob]


def _as_of(reader: Reader, agent: Agent, moment: AsOf) -> Revision:
    found = reader.revisions(agent.id, Window(until=moment.time, limit=1))
    if not found:
        raise UnknownReference(
            f"{agent.source}/{agent.name} was not there yet at {moment.text}", hint=_hint(agent)
        )
    if found[0].status is Status.DELETED:
        day = time.strftime("%Y-%m-%d", time.gmtime(found[0].time))
        raise UnknownReference(f"{agent.source}/{agent.name} was deleted on {day}", hint=_hint(agent))
    return found[0]


def _in_range(reader: Reader, agent: Agent, versions: VersionRange, text: str) -> Revision:
    declared = declared_versions(reader, agent)
    allowed = [item for item in declared if versions.allows(parse_version(item.version) or Version(0))]
    if not allowed:
        raise _no_version(agent, f"no version in {text}", declared)
    return allowed[0].revision


def _named(reader: Reader, agent: Agent, name: str) -> Revision:
    """A declared version first, then a tag, branch or commit, then a version of which only a part is said."""
    declared = declared_versions(reader, agent)
    exact = [item for item in declared if item.version == name or same_version(item.version, name)]
    if exact:
        return exact[0].revision
    try:
        commit = resolve_name(mirror_of(reader, agent.source), name)
    except UnknownReference:
        if parse_version(name) is not None:
            return _in_range(reader, agent, parse_range(name.lstrip("vV")), name)
        raise _no_version(agent, f"no version, tag, branch or commit '{name}'", declared) from None
    revision = revisions_at(reader, agent, [commit]).get(commit)
    if revision is None:
        raise UnknownReference(
            f"{agent.source}/{agent.name} is not there at {name} ({commit[:10]})", hint=_hint(agent)
        )
    return revision


def _no_version(agent: Agent, what: str, declared: list[DeclaredVersion]) -> UnknownReference:
    known = list(dict.fromkeys(item.version for item in declared))
    listed = f"it has {', '.join(known[:SHOWN])}{', ...' if len(known) > SHOWN else ''}; " if known else ""
    return UnknownReference(f"{agent.source}/{agent.name} has {what}", hint=f"{listed}{_hint(agent)}")


def _hint(agent: Agent) -> str:
    return f"`agentreg log {agent.source}/{agent.name}` shows its revisions"
