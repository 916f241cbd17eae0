"""The definitions of one commit, or of what is staged, without a checkout."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from agentreg.formats.locate import is_candidate, leads_to_agents
from agentreg.formats.read import read_definition
from agentreg.git.index import read_index
from agentreg.git.objects import SIZE_LIMIT, Blob, BlobReader
from agentreg.git.process import Git
from agentreg.git.trees import SUBMODULE as SUBMODULE_MODE
from agentreg.git.trees import SYMLINK as SYMLINK_MODE
from agentreg.git.trees import TreeEntry, list_tree
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Diagnostic
from agentreg.sources.collection import (
    MISSING,
    SUBMODULE,
    SYMLINK,
    UNMERGED,
    Collection,
    Unread,
    collection,
    places_of,
    too_large,
)
from agentreg.sources.modules import Module, module_around

_NOT_ENTERED = {SYMLINK_MODE: SYMLINK, SUBMODULE_MODE: SUBMODULE}


class GitTree:
    """A tree of files whose contents Git holds: that of a commit, what is staged, or none at all."""

    def __init__(self, git: Git, entries: Iterable[TreeEntry] = (), unmerged: Iterable[str] = ()) -> None:
        self._git = git
        self._entries = {entry.path: entry for entry in entries}
        self._unmerged = tuple(unmerged)
        self._places: frozenset[str] | None = None

    def definitions(self) -> Collection:
        """Every definition. Symbolic links are not followed, submodules not entered.

        Raises:
            GitError: The repository cannot be read.
        """
        entries = [entry for entry in self._entries.values() if entry.is_file and is_candidate(entry.path)]
        files = sorted(entries, key=lambda entry: entry.oid)
        others = (entry for entry in self._entries.values() if entry.mode in _NOT_ENTERED)
        unread = [
            Unread(entry.path, _NOT_ENTERED[entry.mode], entry.oid)
            for entry in others
            if leads_to_agents(entry.path)
        ]
        unread += [Unread(path, UNMERGED) for path in self._unmerged if is_candidate(path)]
        read: list[Definition] = []
        with BlobReader(self._git) as reader:
            for entry, blob in zip(files, reader.read_many(file.oid for file in files), strict=True):
                if blob.data is None:
                    unread.append(Unread(entry.path, _obstacle(blob), entry.oid))
                else:
                    read.append(read_definition(blob.data, entry.path))
        return collection(read, unread)

    def texts(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The contents of some files, by path; nothing for what is no file here, or too large to be read.

        Raises:
            GitError: The repository cannot be read.
        """
        entries = [self._entries[path] for path in paths if path in self._entries]
        files = [entry for entry in entries if entry.is_file]
        with BlobReader(self._git) as reader:
            blobs = zip(files, reader.read_many(entry.oid for entry in files), strict=True)
            return {entry.path: blob.data for entry, blob in blobs if blob.data is not None}

    def holds(self, path: str) -> bool:
        """Whether there is a file or a folder at a path."""
        return path.strip("/") in self.places()

    def module_at(self, path: str) -> Module | None:
        """The submodule in which a path is; None for in none."""
        return module_around(path, self._module_commit)

    def _module_commit(self, folder: str) -> str | None:
        entry = self._entries.get(folder)
        return entry.oid if entry and entry.mode == SUBMODULE_MODE else None

    def places(self) -> frozenset[str]:
        """All files, and all folders that they are in."""
        if self._places is None:
            self._places = places_of(self._entries)
        return self._places


def commit_tree(git: Git, commit: str) -> GitTree:
    """The tree of a commit.

    Args:
        git: The repository.
        commit: Full object id of a commit or tree.

    Raises:
        GitError: The commit cannot be read.
        ReadError: Its tree holds too many files.
    """
    return GitTree(git, list_tree(git, commit))


def staged_tree(git: Git, file: Path | None = None) -> GitTree:
    """The tree that is staged; what is in conflict cannot be read.

    Args:
        git: The repository.
        file: Another index than the repository's own.

    Raises:
        GitError: The index cannot be read.
    """
    index = read_index(git, file)
    return GitTree(git, index.entries, index.unmerged)


def _obstacle(blob: Blob) -> Diagnostic:
    return MISSING if blob.is_missing else too_large(blob.size, SIZE_LIMIT)
