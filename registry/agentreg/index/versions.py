"""The versions that somebody declared for an agent: by a tag, or in the definition itself."""

from __future__ import annotations

from pathlib import PurePosixPath

from agentreg.index.at_commit import revisions_at
from agentreg.index.semver import Version, parse_version, tagged_version
from agentreg.index.store import Reader
from agentreg.index.values import Agent, DeclaredVersion, VersionOrigin

TAGS = "refs/tags/"

# What stands before the number where a tag versions the whole repository.
_WHOLE = frozenset(("", "release", "rel", "version", "ver"))


def declared_versions(reader: Reader, agent: Agent) -> list[DeclaredVersion]:
    """Every declared version of an agent, highest first; a tag before a field that says the same.

    A version that the definition states belongs to the revision that first stated it: who has pinned it
    never sees what was changed later without a new number (as plugin hosts do it).

    Raises:
        GitError: The source's mirror cannot be read.
    """
    tagged = _tagged(reader, agent)
    stated = [
        DeclaredVersion(version, VersionOrigin.FIELD, revision.path, revision)
        for version, revision in reader.stated_versions(agent.id)
        if parse_version(version) is not None
    ]
    return sorted(tagged + stated, key=_rank, reverse=True)


def same_version(one: str, other: str) -> bool:
    """Whether two texts name the same version (`v1.2` is `1.2.0`)."""
    left = parse_version(one)
    return left is not None and left == parse_version(other)


def _tagged(reader: Reader, agent: Agent) -> list[DeclaredVersion]:
    tags = {}
    for name, commit in reader.refs(agent.source).items():
        if name.startswith(TAGS) and (parts := tagged_version(name.removeprefix(TAGS))) is not None:
            tags[name.removeprefix(TAGS)] = (*parts, commit)
    names = _names(agent, reader.paths(agent.id))
    own = {
        tag: (version, commit) for tag, (what, version, commit) in tags.items() if what.casefold() in names
    }
    revisions = revisions_at(reader, agent, sorted({commit for _, commit in own.values()}))
    return [
        DeclaredVersion(version, VersionOrigin.TAG, tag, revisions[commit])
        for tag, (version, commit) in own.items()
        if commit in revisions
    ]


def _names(agent: Agent, paths: list[str]) -> frozenset[str]:
    """What a tag may call an agent: its name, its file, a folder it is in (a plugin), or its repository."""
    parts = {part for path in paths for part in PurePosixPath(path).with_suffix("").parts}
    return _WHOLE | {name.casefold() for name in (agent.name, agent.source, *parts)}


def _rank(declared: DeclaredVersion) -> tuple[Version, bool, str]:
    version = parse_version(declared.version)
    return version or Version(0), declared.origin is VersionOrigin.TAG, declared.ref
