"""Definitions that were read together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from agentreg.formats.conflicts import open_conflicts
from agentreg.formats.hosts import readers_of
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.records import NamedTuple


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
    """

    definitions: tuple[Definition, ...]
    unread: tuple[Unread, ...] = ()


def places_of(paths: Iterable[str]) -> frozenset[str]:
    """Some files, and all folders that they are in."""
    return frozenset(place for path in paths for place in (path, *map(str, PurePosixPath(path).parents)))


def collection(read: list[Definition], unread: list[Unread]) -> Collection:
    """The collection of some files, in the order of their paths; unread is also what nobody can tell."""
    texts: list[Definition] = []
    left = list(unread)
    for one in read:
        if (reason := _obstacle(one)) is None:
            texts.append(one)
        else:
            left.append(Unread(one.path, reason, _hash(one)))
    return Collection(
        tuple(sorted(texts, key=lambda one: one.path)), tuple(sorted(left, key=lambda one: one.path))
    )


def _obstacle(definition: Definition) -> Diagnostic | None:
    """Why nobody can say what a host finds in a file; one with fields is read, whatever else is wrong."""
    if definition.frontmatter.fields or not readers_of(definition.path):
        return None
    document = definition.document
    if not document.valid_utf8 or "\0" in document.text:
        return GARBLED
    return UNRESOLVED if any(open_conflicts(document.text)) else None


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


SYMLINK = Diagnostic(Trouble.SYMLINK, 0, "a symbolic link is never followed")
GARBLED = Diagnostic(
    Trouble.INVALID_UTF8, 0, "it is not UTF-8, so that nobody can say what a host makes of it"
)
UNRESOLVED = Diagnostic(Trouble.CONFLICT_MARKERS, 0, "its frontmatter is lost in an unresolved conflict")
SUBMODULE = Diagnostic(Trouble.SUBMODULE, 0, "a submodule is never entered")
SPECIAL = Diagnostic(Trouble.SPECIAL_FILE, 0, "a pipe, socket or device is never read")
UNMERGED = Diagnostic(Trouble.CONFLICT_MARKERS, 0, "it is in conflict, so that nothing of it is staged")
UNSETTLED = Diagnostic(Trouble.CONFLICT_MARKERS, 0, "it is in conflict until it is staged")
MISSING = Diagnostic(Trouble.MISSING_OBJECT, 0, "its content is not in the repository")


def too_large(size: int, limit: int) -> Diagnostic:
    """Why a file of `size` bytes was left out."""
    return Diagnostic(Trouble.TOO_LARGE, 0, f"it has {size:,} bytes; files over {limit:,} are not read")
