"""From a commit's changed paths to what happened to definitions; pure."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename

from agentreg.git.history import Commit, Entry
from agentreg.git.trees import SUBMODULE, SYMLINK
from agentreg.index.renames import Side, pair
from agentreg.index.store import NewRevision, PathRow
from agentreg.index.values import Status

Readings = Mapping[tuple[str, str], PathRow]


def keys_of(commit: Commit) -> list[tuple[str, str]]:
    """The (blob id, path) pairs whose readings `revisions_of` needs."""
    keys = []
    for entry in commit.changes:
        keys += [(oid, entry.path) for oid in (after_of(entry), before_of(entry)) if oid]
    return keys


def after_of(entry: Entry) -> str:
    """The file's blob after the commit; empty when there is none, for symlinks and for submodules.

    A symlink's blob is the name of its target, not a definition; it is not followed.
    """
    return "" if entry.is_deleted or entry.mode in (SYMLINK, SUBMODULE) else entry.oid


def before_of(entry: Entry) -> str:
    """The file's blob before the commit, in the first parent that had one; empty when none had."""
    # `T` says that a file took the place of a symlink or submodule, or the other way round.
    if "T" in entry.status and after_of(entry):
        return ""
    return next((oid for oid in entry.before if oid.strip("0")), "")


def revisions_of(commit: Commit, readings: Readings) -> list[NewRevision]:
    """What a commit did to definitions.

    A file that becomes a definition is added, one that is none any more is deleted, whatever Git calls it.

    Args:
        commit: The commit with its changed paths.
        readings: The readings of all `keys_of` it.
    """
    changed: list[NewRevision] = []
    gone: dict[Side, PathRow] = {}
    new: dict[Side, PathRow] = {}
    for entry in sorted(commit.changes):
        after = _agent(readings, after_of(entry), entry.path)
        before = _agent(readings, before_of(entry), entry.path)
        match before, after:
            case PathRow(), PathRow() if before.text != after.text:
                changed.append(NewRevision(entry.path, after.id, before.id, None, Status.MODIFIED))
            case PathRow(), None:
                gone[_side(entry.path, before)] = before
            case None, PathRow():
                new[_side(entry.path, after)] = after
    return changed + _paired(gone, new)


def _paired(gone: dict[Side, PathRow], new: dict[Side, PathRow]) -> list[NewRevision]:
    pairs = pair(gone, new)
    rows = []
    for side, reading in new.items():
        before = pairs.get(side.path)
        if before is None:
            rows.append(NewRevision(side.path, reading.id, None, None, Status.ADDED))
        else:
            kept_name = basename(side.path) == basename(before.path)
            status = Status.MOVED if kept_name else Status.RENAMED
            rows.append(NewRevision(side.path, reading.id, gone[before].id, before.path, status))
    found_again = set(pairs.values())
    rows += [
        NewRevision(side.path, None, reading.id, None, Status.DELETED)
        for side, reading in gone.items()
        if side not in found_again
    ]
    return rows


def _agent(readings: Readings, oid: str, path: str) -> PathRow | None:
    reading = readings.get((oid, path))
    return reading if reading is not None and reading.is_agent else None


def _side(path: str, reading: PathRow) -> Side:
    return Side(path, reading.text, reading.name, reading.sketch)
