"""An agent's history told in its own terms: what each revision changed, in one line."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import basename, dirname

from agentreg.git.process import Git
from agentreg.index.store import Pair, Reader, Told
from agentreg.index.telling import Teller, tell_pairs, told_pairs
from agentreg.index.values import Revision, Status
from agentreg.records import NamedTuple


class Entry(NamedTuple):
    """A revision and what it changed."""

    revision: Revision
    summary: str


def tell_history(reader: Reader, revisions: Sequence[Revision], teller: Teller) -> list[Entry]:
    """Say what each of some revisions changed.

    Args:
        reader: The index.
        revisions: Revisions of one source.
        teller: Who compares.

    Raises:
        GitError: The source's mirror cannot be read.
    """
    pairs = _pairs(revisions)
    return _entries(revisions, told_pairs(reader, revisions[0].source, pairs, teller) if pairs else {})


def tell_unindexed(git: Git, revisions: Sequence[Revision], teller: Teller) -> list[Entry]:
    """Say what each of some revisions of a repository changed; there is nothing to keep it in.

    Raises:
        GitError: The repository cannot be read.
    """
    return _entries(revisions, tell_pairs(git, _pairs(revisions), teller))


def _pairs(revisions: Sequence[Revision]) -> list[Pair]:
    return [pair for pair in map(_edit, revisions) if pair is not None]


def _edit(revision: Revision) -> Pair | None:
    """The texts that a revision lies between; None when it left the text alone."""
    if not revision.blob or revision.before_blob in ("", revision.blob):
        return None
    before = revision.before_path or revision.path
    return Pair(revision.before_blob, before, revision.blob, revision.path)


def _entries(revisions: Sequence[Revision], told: dict[Pair, Told]) -> list[Entry]:
    return [Entry(item, _line(item, told)) for item in revisions]


def _line(revision: Revision, told: dict[Pair, Told]) -> str:
    pair = _edit(revision)
    said = told.get(pair) if pair else None
    parts = [_event(revision), said.summary if said else ""]
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
