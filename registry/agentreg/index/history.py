"""An agent's history told in its own terms: what each revision changed, in one line.

How a change is told belongs to the layer above and is passed in.
What was told once is kept by the ids of both texts and the teller's version, because neither ever changes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from posixpath import basename, dirname
from typing import NamedTuple

from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.index.at_commit import mirror_of
from agentreg.index.store import Reader
from agentreg.index.values import Revision, Status

Pair = tuple[str, str]


class Side(NamedTuple):
    """A text to compare, and the path to read it as."""

    data: bytes
    path: str


class Teller(NamedTuple):
    """Who says in one line what changed between two texts.

    Attributes:
        version: Names this way of telling; a new one makes what was kept worthless.
        tell: The line for (before, after).
    """

    version: str
    tell: Callable[[Side, Side], str]


class Entry(NamedTuple):
    """A revision and what it changed."""

    revision: Revision
    summary: str


class History(NamedTuple):
    """Told revisions, and the lines that were made for it and are worth keeping."""

    entries: list[Entry]
    fresh: dict[Pair, str]


def tell_history(reader: Reader, revisions: Sequence[Revision], teller: Teller) -> History:
    """Say what each of some revisions changed.

    Args:
        reader: The index.
        revisions: Revisions of one source.
        teller: Who compares.

    Raises:
        GitError: The source's mirror cannot be read.
    """
    edits = [item for item in revisions if _is_edit(item)]
    kept = reader.summaries([_pair(item) for item in edits], teller.version)
    untold = [item for item in edits if _pair(item) not in kept]
    fresh = _tell(mirror_of(reader, untold[0].source), untold, teller) if untold else {}
    told = kept | fresh
    return History([Entry(item, _line(item, told.get(_pair(item), ""))) for item in revisions], fresh)


def tell_unindexed(git: Git, revisions: Sequence[Revision], teller: Teller) -> History:
    """Say what each of some revisions of a repository changed; there is nothing to keep it in.

    Raises:
        GitError: The repository cannot be read.
    """
    told = _tell(git, [item for item in revisions if _is_edit(item)], teller)
    return History([Entry(item, _line(item, told.get(_pair(item), ""))) for item in revisions], {})


def _is_edit(revision: Revision) -> bool:
    return bool(revision.blob and revision.before_blob and revision.blob != revision.before_blob)


def _pair(revision: Revision) -> Pair:
    return revision.before_blob, revision.blob


def _tell(git: Git, revisions: Sequence[Revision], teller: Teller) -> dict[Pair, str]:
    lines: dict[Pair, str] = {}
    with BlobReader(git) as blobs:
        for revision in revisions:
            before, after = blobs.read_many(_pair(revision))
            if before.data is not None and after.data is not None:
                old = Side(before.data, revision.before_path or revision.path)
                lines[_pair(revision)] = teller.tell(old, Side(after.data, revision.path))
    return lines


def _line(revision: Revision, change: str) -> str:
    parts = [_event(revision), change]
    return "; ".join(part for part in parts if part) or "text changed"


def _event(revision: Revision) -> str:
    path, before = revision.path, revision.before_path
    match revision.status:
        case Status.ADDED | Status.DELETED:
            return str(revision.status)
        case Status.COPIED:
            return f"copied from {before}"
        case Status.MOVED:
            return f"moved from {dirname(before) or 'the top folder'}/"
        case Status.RENAMED if dirname(path) == dirname(before):
            return f"file renamed from {basename(before)}"
        case Status.RENAMED:
            return f"file renamed from {before}"
        case Status.MODIFIED:
            return ""
