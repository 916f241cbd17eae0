"""Which revision of an agent a selector means."""

from __future__ import annotations

import time
from typing import NoReturn, assert_never

from agentreg.errors import UnknownReference
from agentreg.git.refs import resolve_name
from agentreg.index.at_commit import mirror_of, revisions_at
from agentreg.index.derived import derived_versions
from agentreg.index.selector import AsOf, Back, Derived, InRange, Named, Newest, Selector
from agentreg.index.semver import Version, VersionRange, parse_range, parse_version
from agentreg.index.store import Reader, Scope, Window
from agentreg.index.telling import Teller
from agentreg.index.values import Agent, DerivedVersion, Revision, Status
from agentreg.index.versions import declared_versions, same_version
from agentreg.records import NamedTuple

SHOWN = 6
"""How many versions a message lists."""


class Selected(NamedTuple):
    """The revision that a selector means.

    Attributes:
        revision: Always one with a text, never a deletion.
        derived: Its derived version, when it was chosen by that; empty otherwise.
    """

    revision: Revision
    derived: str = ""


class _Where(NamedTuple):
    """What is asked, of which agent, and who tells what derived versions follow from."""

    reader: Reader
    agent: Agent
    teller: Teller | None


def select(reader: Reader, agent: Agent, selector: Selector, *, teller: Teller | None = None) -> Selected:
    """Find the revision that a selector means.

    Args:
        reader: The index.
        agent: The agent.
        selector: Which of its revisions. Where no declared version fits, derived ones are tried.
        teller: Who says what revisions changed, for derived versions; None to do without these.

    Raises:
        UnknownReference: There is none; the hint says what there is.
        AmbiguousReference: A name is both a branch and a tag, or too short a commit id.
        GitError: The source's mirror cannot be read.
    """
    where = _Where(reader, agent, teller)
    match selector:
        case Newest():
            return Selected(_back(reader, agent, 0))
        case Back(revisions):
            return Selected(_back(reader, agent, revisions))
        case AsOf():
            return Selected(_as_of(reader, agent, selector))
        case InRange(text, versions):
            return _in_range(where, versions, text)
        case Derived(text, versions):
            return _derived(where, versions) or _no_version(where, f"no derived version {text}")
        case Named(name):
            return _named(where, name)
        case _:
            assert_never(selector)


def _back(reader: Reader, agent: Agent, count: int) -> Revision:
    texts = revisions_with_text(reader, agent)
    newest = next(
        (at for at, item in enumerate(texts) if (item.path, item.blob) == (agent.path, agent.blob)), 0
    )
    if newest + count >= len(texts):
        known = "1 revision" if len(texts) - newest == 1 else f"{len(texts) - newest} revisions"
        raise UnknownReference(f"{agent.source}/{agent.name} has only {known}", hint=_hint(agent))
    return texts[newest + count]


def revisions_with_text(reader: Reader, agent: Agent) -> list[Revision]:
    """An agent's revisions that have a text, newest first.

    Those of other branches are among them only when the default one has none.
    """
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


def _in_range(where: _Where, versions: VersionRange, text: str) -> Selected:
    for declared in declared_versions(where.reader, where.agent):
        if _allows(versions, declared.version):
            return Selected(declared.revision)
    return _derived(where, versions) or _no_version(where, f"no version in {text}")


def _derived(where: _Where, versions: VersionRange) -> Selected | None:
    """The revision that made the highest derived version in a range: later ones have only another form."""
    allowed = [item for item in _derivable(where) if _allows(versions, item.version)]
    first = next((item for item in reversed(allowed) if item.version == allowed[0].version), None)
    return Selected(first.revision, first.version) if first else None


def _allows(versions: VersionRange, version: str) -> bool:
    return versions.allows(parse_version(version) or Version(0))


def _derivable(where: _Where) -> list[DerivedVersion]:
    """The agent's derived versions, highest first."""
    return derived_versions(where.reader, where.agent, where.teller) if where.teller else []


def _named(where: _Where, name: str) -> Selected:
    """A declared version first, then a tag, branch or commit, then a version of which only a part is said."""
    reader, agent, _ = where
    for declared in declared_versions(reader, agent):
        if declared.version == name or same_version(declared.version, name):
            return Selected(declared.revision)
    try:
        commit = resolve_name(mirror_of(reader, agent.source), name)
    except UnknownReference:
        if parse_version(name) is not None:
            return _in_range(where, parse_range(name), name)
        return _no_version(where, f"no version, tag, branch or commit '{name}'")
    revision = revisions_at(reader, agent, [commit]).get(commit)
    if revision is None:
        raise UnknownReference(
            f"{agent.source}/{agent.name} is not there at {name} ({commit[:10]})", hint=_hint(agent)
        )
    return Selected(revision)


def _no_version(where: _Where, what: str) -> NoReturn:
    agent = where.agent
    declared = [item.version for item in declared_versions(where.reader, agent)]
    derived = [f"{item.version}*" for item in _derivable(where)]
    known = [text for text in (_listed(declared), _listed(derived)) if text]
    has = f"it has {' and '.join(known)}; " if known else ""
    raise UnknownReference(f"{agent.source}/{agent.name} has {what}", hint=f"{has}{_hint(agent)}")


def _listed(versions: list[str]) -> str:
    """The first few of some versions."""
    known = list(dict.fromkeys(versions))
    return f"{', '.join(known[:SHOWN])}{', ...' if len(known) > SHOWN else ''}"


def _hint(agent: Agent) -> str:
    return f"`agentreg log {agent.source}/{agent.name}` shows its revisions"
