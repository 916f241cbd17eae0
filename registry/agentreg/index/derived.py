"""Derived versions: every agent has them, whether or not anybody declares any.

The first revision on the default branch is 1.0.0, and each later one is bumped by what it changed.
They follow renames and moves, and go on where an agent was deleted and came back.
What a revision changed is told against the text that its own commit found: on a branch that was merged, that
need not be the text of the revision before it in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.index.store import Pair, Reader, Told, Window
from agentreg.index.telling import Teller, told_pairs
from agentreg.index.values import Agent, DerivedVersion, Revision, Status, Versions
from agentreg.records import NamedTuple

FIRST = (1, 0, 0)

# Where a text is lost, nobody can say that an update is harmless.
_UNKNOWN = Told("", "major", "a text is not in the mirror, so nobody can say what changed")
_SAME = Told("", "none", "")


def derive(bumps: Iterable[str]) -> Iterator[str]:
    """The versions of a line of revisions.

    Args:
        bumps: What each revision after the first asks for (`Bump` values), oldest first.

    Returns:
        The version of the first, then one for each bump.
    """
    version = FIRST
    yield _text(version)
    for bump in bumps:
        version = _bumped(version, bump)
        yield _text(version)


def next_version(version: str, bump: str) -> str:
    """What follows a version after a change that asks for a bump; with a star, for nobody declared it.

    Args:
        version: A version of either kind; the star of a derived one is allowed.
        bump: A `Bump` value.

    Returns:
        The version; empty when the one before cannot be read.
    """
    from agentreg.index.semver import parse_version

    known = parse_version(version.removesuffix("*"))
    return f"{_text(_bumped(known.core, bump))}*" if known else ""


def _bumped(version: tuple[int, int, int], bump: str) -> tuple[int, int, int]:
    major, minor, patch = version
    match bump:
        case "major":
            return major + 1, 0, 0
        case "minor":
            return major, minor + 1, 0
        case "patch":
            return major, minor, patch + 1
        case _:
            return version


def _text(version: tuple[int, int, int]) -> str:
    return ".".join(map(str, version))


def derived_versions(reader: Reader, agent: Agent, teller: Teller) -> list[DerivedVersion]:
    """The derived version of every revision on the default branch that has a text, newest first.

    Args:
        reader: The index.
        agent: The agent.
        teller: Who says what each revision changed and which bump that asks for.

    Raises:
        GitError: The source's mirror cannot be read.
    """
    line = _line(reader, agent.id)
    told = told_pairs(reader, agent.source, _pairs(line), teller)
    return _versions(line, told)


def known_versions(reader: Reader, agent_id: int, algorithm: str) -> list[DerivedVersion]:
    """Like `derived_versions`, of what an algorithm told before: empty unless that is everything."""
    line = _line(reader, agent_id)
    pairs = _pairs(line)
    told = reader.told(pairs, algorithm)
    return _versions(line, told) if len(told) == len(set(pairs)) else []


def named_revisions(reader: Reader, agent: Agent, teller: Teller) -> dict[int, Versions]:
    """What the revisions of an agent are called, by row id; nothing for those that have no version.

    Raises:
        GitError: The source's mirror cannot be read.
    """
    from agentreg.index.versions import declared_versions

    derived = {item.revision.id: item.version for item in derived_versions(reader, agent, teller)}
    declared = {item.revision.id: item.version for item in reversed(declared_versions(reader, agent))}
    ids = derived.keys() | declared.keys()
    return {identity: Versions(declared.get(identity, ""), derived.get(identity, "")) for identity in ids}


def versions_of(reader: Reader, revisions: Iterable[Revision], teller: Teller) -> list[Versions]:
    """What some indexed revisions are called, of one agent or of several.

    Raises:
        GitError: The source's mirror cannot be read.
    """
    named: dict[int, dict[int, Versions]] = {}
    found = []
    for revision in revisions:
        if revision.agent_id not in named:
            agents = reader.agents_at(revision.path, revision.source)
            agent = next(one for one in agents if one.id == revision.agent_id)
            named[agent.id] = named_revisions(reader, agent, teller)
        found.append(named[revision.agent_id].get(revision.id, Versions()))
    return found


class _Step(NamedTuple):
    """A revision, and from which text to which it led; None where the text was there already."""

    revision: Revision
    pair: Pair | None


def _line(reader: Reader, agent_id: int) -> list[_Step]:
    """The revisions that have a text, oldest first."""
    texts = [item for item in reader.revisions(agent_id, Window()) if item.blob][::-1]
    return [_Step(item, _pair(item, texts[at - 1] if at else None)) for at, item in enumerate(texts)]


def _pair(revision: Revision, last: Revision | None) -> Pair | None:
    """What a revision is to be compared with: nothing for the first, and for one that repeats the last."""
    now = revision.blob, revision.path
    if last is None or now == (last.blob, last.path):
        return None
    if revision.status in (Status.ADDED, Status.COPIED) or not revision.before_blob:
        # It was deleted before, or came from two branches: it goes on where it stood.
        return Pair(last.blob, last.path, *now)
    return Pair(revision.before_blob, revision.before_path or revision.path, *now)


def _pairs(line: list[_Step]) -> list[Pair]:
    return [step.pair for step in line if step.pair is not None]


def _versions(line: list[_Step], told: dict[Pair, Told]) -> list[DerivedVersion]:
    changes = [_SAME if step.pair is None else told.get(step.pair, _UNKNOWN) for step in line]
    versions = derive(change.bump for change in changes[1:])
    found = [
        DerivedVersion(version, step.revision, change.bump if at else "", change.because)
        for at, (step, change, version) in enumerate(zip(line, changes, versions, strict=False))
    ]
    return found[::-1]
