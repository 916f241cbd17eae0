"""The definitions of one commit, without a checkout."""

from __future__ import annotations

from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.git.objects import SIZE_LIMIT, Blob, BlobReader
from agentreg.git.process import Git
from agentreg.git.trees import SYMLINK as SYMLINK_MODE
from agentreg.git.trees import list_tree
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Diagnostic
from agentreg.sources.collection import MISSING, SYMLINK, Collection, Unread, collection, too_large


def read_revision(git: Git, commit: str) -> Collection:
    """Read every definition of a commit.

    Args:
        git: The repository.
        commit: Full object id of a commit or tree.

    Returns:
        The definitions. Symbolic links are not followed, submodules not entered.

    Raises:
        GitError: The commit cannot be read.
        ReadError: Its tree holds too many files.
    """
    entries = [entry for entry in list_tree(git, commit) if is_candidate(entry.path)]
    files = sorted((entry for entry in entries if entry.is_file), key=lambda entry: entry.oid)
    unread = [Unread(entry.path, SYMLINK, entry.oid) for entry in entries if entry.mode == SYMLINK_MODE]
    read: list[Definition] = []
    with BlobReader(git) as reader:
        for entry, blob in zip(files, reader.read_many(file.oid for file in files), strict=True):
            if blob.data is None:
                unread.append(Unread(entry.path, _obstacle(blob), entry.oid))
            else:
                read.append(read_definition(blob.data, entry.path))
    return collection(read, unread)


def _obstacle(blob: Blob) -> Diagnostic:
    return MISSING if blob.is_missing else too_large(blob.size, SIZE_LIMIT)
