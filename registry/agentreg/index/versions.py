"""The versions that somebody declared for an agent: by a tag, in a plugin's manifest, in the file itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from agentreg.index.at_commit import mirror_of, revisions_at
from agentreg.index.plugins import plugin_versions
from agentreg.index.semver import Version, parse_version, tagged_version
from agentreg.index.store import Reader
from agentreg.index.values import Agent, DeclaredVersion, VersionOrigin
from agentreg.records import NamedTuple

TAGS = "refs/tags/"

WHOLE = frozenset(("", "release", "rel", "version", "ver"))
"""What stands before the number where a tag versions the whole repository."""


def declared_versions(reader: Reader, agent: Agent) -> list[DeclaredVersion]:
    """Every declared version of an agent, highest first; of equal ones, the tag first.

    A version that a file states belongs to the revision that was there when it was first stated: who has
    pinned it never sees what was changed later without a new number (as plugin hosts do it).

    Raises:
        GitError: The source's mirror cannot be read.
    """
    points = [*_tags(reader, agent), *_plugin(reader, agent)]
    revisions = revisions_at(reader, agent, sorted({point.commit for point in points}))
    pinned = [
        DeclaredVersion(point.version, point.origin, point.ref, revisions[point.commit])
        for point in points
        if point.commit in revisions
    ]
    stated = [
        DeclaredVersion(version, VersionOrigin.FIELD, revision.path, revision)
        for version, revision in reader.stated_versions(agent.id)
        if parse_version(version) is not None
    ]
    return sorted(pinned + stated, key=_rank, reverse=True)


def same_version(one: str, other: str) -> bool:
    """Whether two texts name the same version (`v1.2` is `1.2.0`)."""
    left = parse_version(one)
    return left is not None and left == parse_version(other)


class _Point(NamedTuple):
    """A commit at which something has a version."""

    version: str
    origin: VersionOrigin
    ref: str
    commit: str


def _tags(reader: Reader, agent: Agent) -> Iterator[_Point]:
    names = _names(agent, reader.paths(agent.id))
    for name, commit in reader.refs(agent.source).items():
        tag = name.removeprefix(TAGS)
        parts = tagged_version(tag) if name.startswith(TAGS) else None
        if parts is not None and parts[0].casefold() in names:
            yield _Point(parts[1], VersionOrigin.TAG, tag, commit)


def _plugin(reader: Reader, agent: Agent) -> Iterator[_Point]:
    source = next(row for row in reader.sources() if row.name == agent.source)
    tip = reader.refs(agent.source).get(source.default_ref)
    if tip is None:
        return
    for version, manifest, commit in plugin_versions(mirror_of(reader, agent.source), tip, agent.path):
        if parse_version(version) is not None:
            yield _Point(version, VersionOrigin.PLUGIN, manifest, commit)


def _names(agent: Agent, paths: list[str]) -> frozenset[str]:
    """What a tag may call an agent: its name, its file, a folder it is in (a plugin), or its repository."""
    parts = {part for path in paths for part in PurePosixPath(path).with_suffix("").parts}
    return WHOLE | {name.casefold() for name in (agent.name, agent.source, *parts)}


def _rank(declared: DeclaredVersion) -> tuple[Version, bool, str]:
    version = parse_version(declared.version)
    return version or Version(0), declared.origin is VersionOrigin.TAG, declared.ref
