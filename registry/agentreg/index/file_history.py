"""The history of one file of a repository, without an index: back from a commit, through renames.

One walk finds the commits that changed definitions; only where the file appears are the texts looked at that
the same commit took away.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from posixpath import basename

from agentreg.errors import BadReference, UnknownReference
from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.git.history import Commit, Entry, walk
from agentreg.git.locate import Repository, repository_around
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git, Trust
from agentreg.git.refs import list_refs, resolve_name
from agentreg.git.trees import blob_at
from agentreg.index.reference import GitPathReference, PathReference
from agentreg.index.renames import Side, pair
from agentreg.index.sketch import sketch
from agentreg.index.values import Revision, Status
from agentreg.records import NamedTuple

FILES = ("100644", "100755")
"""Modes of regular files."""


class File(NamedTuple):
    """A file at a commit.

    Attributes:
        git: Its repository.
        commit: Full id of the commit.
        path: POSIX path from the repository's top folder.
    """

    git: Git
    commit: str
    path: str


def find_file(reference: PathReference | GitPathReference, cwd: Path) -> File:
    """The committed file that a reference names: at its revision, or at HEAD.

    Args:
        reference: A path in a work tree, or REV:PATH.
        cwd: The folder that they are relative to.

    Raises:
        BadReference: The path leads out of the repository, or names no file.
        UnknownReference: There is no repository, no such revision, or no such file in it.
        GitError: The repository cannot be read.
    """
    revision = reference.revision if isinstance(reference, GitPathReference) else "HEAD"
    start = cwd if isinstance(reference, GitPathReference) else (cwd / reference.path).parent
    repository = repository_around(start)
    if repository is None:
        raise UnknownReference(f"{reference.path} is in no Git repository, which alone tells its history")
    git = Git(repository.git_dir, Trust.TARGET)
    commit = resolve_name(git, revision)
    path = _from_top(reference, cwd, repository)
    entry = blob_at(git, commit, path)
    if entry is None:
        raise UnknownReference(
            f"{path} is not in {revision}, so it has no history there", hint="commit it first"
        )
    if not entry.is_file:
        raise BadReference(f"{path} at {revision} is no file")
    return File(git, commit, entry.path)


def _from_top(reference: PathReference | GitPathReference, cwd: Path, repository: Repository) -> str:
    """As in Git, the path after a revision is from the top folder, unless it starts with `./` or `../`."""
    path, top = reference.path, repository.work_tree
    if isinstance(reference, GitPathReference) and not path.startswith(("./", "../")):
        return path
    file = Path(os.path.normpath(cwd.resolve() / path))
    if top is None or not file.is_relative_to(top):
        raise BadReference(f"{path} is outside the repository {top or repository.git_dir}")
    return file.relative_to(top).as_posix()


def file_history(file: File) -> list[Revision]:
    """Every revision of a file, newest first, as the index would tell them.

    Raises:
        GitError: The repository cannot be read.
        ReadError: A commit changes too many paths.
    """
    at = _refs(file.git)
    commits = [
        commit
        for commit in walk(file.git, [file.commit], keep=lambda path: path == file.path or is_candidate(path))
        if commit.changes
    ]
    path, found, was_there = file.path, [], True
    with BlobReader(file.git) as blobs:
        for commit in reversed(commits):
            changed = next((entry for entry in commit.changes if entry.path == path), None)
            # What was there before a newer commit was not deleted by an older one, but on another branch.
            if changed is None or (changed.is_deleted and was_there):
                continue
            before = _before(commit, changed, blobs)
            name = _name(blobs, _previous(changed) if changed.is_deleted else changed.oid, path)
            found.append(_revision(commit, changed, before)._replace(name=name, refs=at.get(commit.oid, ())))
            was_there = bool(_previous(before or changed))
            path = before.path if before else path
    return found


def _refs(git: Git) -> dict[str, tuple[str, ...]]:
    """Commit -> the short names of the tags, then branches, that point at it."""
    found: dict[str, tuple[str, ...]] = {}
    for ref in sorted(list_refs(git), key=lambda ref: not ref.is_tag):
        if ref.commit and (ref.is_tag or ref.is_branch):
            found[ref.commit] = (*found.get(ref.commit, ()), ref.short)
    return found


def _name(blobs: BlobReader, oid: str, path: str) -> str:
    data = next(blobs.read_many([oid])).data
    return "" if data is None else read_definition(data, path).name


def _before(commit: Commit, changed: Entry, blobs: BlobReader) -> Entry | None:
    """What the commit made the file from: a definition that it took away; None when it is none of those."""
    gone = [entry for entry in commit.changes if entry.is_deleted]
    if changed.is_deleted or _previous(changed) or not gone:
        return None
    # All that came with it, since each of them may be what a lost file became.
    new = [entry for entry in commit.changes if entry.mode in FILES and not _previous(entry)]
    pairs = pair(_sides(gone, blobs), _sides(new, blobs))
    side = pairs.get(changed.path)
    return next((entry for entry in gone if side and entry.path == side.path), None)


def _previous(entry: Entry) -> str:
    """The blob that a commit found at a path; empty when nothing was there."""
    return next((oid for oid in entry.before if oid.strip("0")), "")


def _sides(entries: Iterable[Entry], blobs: BlobReader) -> list[Side]:
    sides = []
    for entry in entries:
        oid = _previous(entry) if entry.is_deleted else entry.oid
        data = next(blobs.read_many([oid])).data
        if data is not None:
            definition = read_definition(data, entry.path)
            # Equal texts have equal ids.
            sides.append(Side(entry.path, int(oid, 16), definition.name, sketch(data)))
    return sides


def _revision(commit: Commit, changed: Entry, before: Entry | None) -> Revision:
    return Revision(
        id=0,
        source="",
        agent_id=0,
        name="",
        path=changed.path,
        commit=commit.oid,
        blob="" if changed.is_deleted else changed.oid,
        before_blob=_previous(before or changed),
        before_path=before.path if before else "",
        author=commit.author,
        email=commit.email,
        time=commit.time,
        subject=commit.subject,
        status=_status(changed, before),
        mainline=True,
    )


def _status(changed: Entry, before: Entry | None) -> Status:
    if changed.is_deleted:
        return Status.DELETED
    if before is not None:
        same_file = basename(before.path) == basename(changed.path)
        return Status.MOVED if same_file else Status.RENAMED
    return Status.MODIFIED if _previous(changed) else Status.ADDED
