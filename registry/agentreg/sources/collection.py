"""Definitions that were read together."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping
from pathlib import PurePosixPath

from agentreg.formats.conflicts import DECIDE, open_conflicts
from agentreg.formats.hosts import readers_of
from agentreg.formats.undecoded import undecoded, zero_byte
from agentreg.model.definition import Definition, Kind
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.records import NamedTuple
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.formats.manifests import PluginManifest

_POINTER = "version https://git-lfs.github.com/spec/v1\n"


class Unread(NamedTuple):
    """A file that looked like a definition and was not read.

    Attributes:
        path: POSIX path inside its place.
        diagnostic: Why.
        content: Equal for equal files: an object id, a link's target, a hash; empty where nobody can tell.
    """

    path: str
    diagnostic: Diagnostic
    content: str = ""


class Collection(NamedTuple):
    """What a place holds.

    Attributes:
        definitions: All that was read, of every kind, sorted by path.
        unread: What was not, sorted by path.
        manifests: Those of plugins and marketplaces above the agents; none where nobody read them.
    """

    definitions: tuple[Definition, ...]
    unread: tuple[Unread, ...] = ()
    manifests: tuple[PluginManifest, ...] = ()


def places_of(paths: Iterable[str]) -> frozenset[str]:
    """Some files, and all folders that they are in."""
    return frozenset(place for path in paths for place in (path, *map(str, PurePosixPath(path).parents)))


def collection(read: list[Definition], unread: list[Unread]) -> Collection:
    """The collection of some files, in the order of their paths; unread is also what nobody can tell."""
    texts: list[Definition] = []
    left = list(unread)
    for one in read:
        if (reason := obstacle(one)) is None:
            texts.append(one)
        else:
            left.append(Unread(one.path, reason, _hash(one)))
    return Collection(
        tuple(sorted(texts, key=lambda one: one.path)), tuple(sorted(left, key=lambda one: one.path))
    )


def with_manifests(
    sides: tuple[Collection, Collection], texts: tuple[Texts, Texts]
) -> tuple[Collection, Collection]:
    """Two collections with the manifests of plugins and marketplaces that the agents of either may belong to.

    Args:
        sides: What was read.
        texts: What gives the contents of files of the one place, and of the other.
    """
    from agentreg.formats.manifests import manifests_above, read_plugin_manifests

    # What is an agent on one side may be another kind of file on the other.
    paths = manifests_above(one.path for side in sides for one in side.definitions if one.kind is Kind.AGENT)
    one, other = (read_plugin_manifests(texts_of(paths)) for texts_of in texts)
    return sides[0]._replace(manifests=one), sides[1]._replace(manifests=other)


Texts = Callable[[Iterable[str]], Mapping[str, bytes]]
"""Gives the contents of some files by path, without those that are not there."""


def beside(read: Collection, paths: Container[str]) -> Collection:
    """A collection in which what stands at some paths counts as an agent's file, whoever reads the folder.

    Args:
        read: What was read.
        paths: Where another tree has agents.
    """
    asked = [one for one in read.definitions if one.path in paths and one.kind is not Kind.AGENT]
    lost = [Unread(one.path, reason, _hash(one)) for one in asked if (reason := _unreadable(one))]
    if not lost:
        return read
    gone = {one.path for one in lost}
    left = collection([one for one in read.definitions if one.path not in gone], [*read.unread, *lost])
    return left._replace(manifests=read.manifests)


def obstacle(definition: Definition) -> Diagnostic | None:
    """Why nobody can say what a host finds in a file; None where one can, or where none looks."""
    return _unreadable(definition) if readers_of(definition.path) else None


def _unreadable(definition: Definition) -> Diagnostic | None:
    """Why nobody can say what a file is; one with fields is read, whatever else is wrong."""
    if definition.frontmatter.fields:
        return None
    text = definition.document.text
    if undecodable := undecoded(text) or zero_byte(text):
        return undecodable._replace(message=f"{undecodable.message}: nobody can say what a host makes of it")
    if text.startswith(_POINTER):
        return ELSEWHERE
    conflict = next(open_conflicts(text), None)
    if conflict is None:
        return None
    return UNRESOLVED._replace(line=text.count("\n", 0, conflict.start) + 1)


def _hash(definition: Definition) -> str:
    return hashlib.sha256(definition.document.render()).hexdigest()


def uncompared(before: Collection, after: Collection) -> tuple[Unread, ...]:
    """What stands between two collections and a full comparison: unread files that may not be the same."""
    sides = [{item.path: item for item in side.unread} for side in (before, after)]
    return tuple(
        sides[1].get(path) or sides[0][path]
        for path in sorted({*sides[0], *sides[1]})
        if not _same(sides[0].get(path), sides[1].get(path))
    )


def _same(one: Unread | None, other: Unread | None) -> bool:
    return one is not None and other is not None and one.content == other.content != ""


SYMLINK = Diagnostic(
    Trouble.SYMLINK,
    0,
    "a symbolic link is never followed",
    "put the file itself there, or review what it leads to",
)
UNRESOLVED = Diagnostic(
    Trouble.CONFLICT_MARKERS, 0, "its frontmatter is lost in an unresolved conflict", DECIDE
)
SUBMODULE = Diagnostic(
    Trouble.SUBMODULE, 0, "a submodule is never entered", "review it in its own repository"
)
SPECIAL = Diagnostic(
    Trouble.SPECIAL_FILE, 0, "a pipe, socket or device is never read", "put a file there, or nothing"
)
UNMERGED = Diagnostic(
    Trouble.CONFLICT_MARKERS, 0, "it is in conflict, so that nothing of it is staged", "resolve and add it"
)
UNSETTLED = Diagnostic(
    Trouble.CONFLICT_MARKERS, 0, "it is in conflict until it is staged", "resolve and add it"
)
ELSEWHERE = Diagnostic(
    Trouble.MISSING_OBJECT, 1, "it is a pointer of Git LFS, which keeps the content", "take it out of Git LFS"
)
MISSING = Diagnostic(
    Trouble.MISSING_OBJECT,
    0,
    "its content is not in the repository",
    "fetch what a partial clone lacks",
)


def too_large(size: int, limit: int) -> Diagnostic:
    """Why a file of `size` bytes was left out."""
    told = f"it has {size:,} bytes; files over {limit:,} are not read"
    return Diagnostic(Trouble.TOO_LARGE, 0, told, "keep the agent's text apart from what it only looks up")
