"""The folders and files of commits by their ids, all through one process, and folders only once."""

from __future__ import annotations

from agentreg.errors import GitError, NotAFile, ReadError
from agentreg.git.conversation import Answer, Conversation
from agentreg.git.objects import SIZE_LIMIT
from agentreg.git.process import Git
from agentreg.git.write import Leaf

TREE_LIMIT = 32 * 1024 * 1024
"""Bytes of a folder's object: some hundred thousand names."""


class Contents:
    """Reads trees and blobs of one repository; after `close` it may be asked again, by a new process."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._conversation = Conversation(git, "--batch", limit=TREE_LIMIT)
        self._known: dict[str, Answer] = {}

    def close(self) -> None:
        """End the process."""
        self._conversation.close()

    def folder(self, treeish: str) -> dict[bytes, Leaf]:
        """The entries of one folder, by name.

        Args:
            treeish: Full object id of a tree or commit.

        Raises:
            GitError: There is no such tree, or it is damaged or far too large.
        """
        answer = self._remembered(treeish)
        if answer.kind == "commit" and answer.data is not None:
            treeish = answer.data.partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace")
            answer = self._remembered(treeish)
        if answer.kind != "tree" or answer.data is None:
            raise GitError(f"{treeish} in {self._git.git_dir} is no folder that can be read")
        try:
            return _entries(answer.data, len(treeish) // 2)
        except ValueError as error:
            raise GitError(f"the folder {treeish} in {self._git.git_dir} is damaged") from error

    def commit(self, oid: str) -> bytes:
        """A commit as Git stores it.

        Raises:
            GitError: There is no such commit.
        """
        answer = self._remembered(oid)
        if answer.kind != "commit" or answer.data is None:
            raise GitError(
                f"commit {oid} in {self._git.git_dir} cannot be read", hint="`git fsck` tells more"
            )
        return answer.data

    def file(self, oid: str) -> bytes | None:
        """The content of a file; None when it is not here.

        Raises:
            NotAFile: The object is something else.
            ReadError: It is larger than a definition may be, or damaged.
            GitError: Git failed.
        """
        answer = self._ask(oid)
        if answer.kind not in ("blob", ""):
            raise NotAFile(f"object {oid} is a {answer.kind}, not a file")
        if answer.size > SIZE_LIMIT:
            raise ReadError(f"the file {oid} has {answer.size:,} bytes, more than {SIZE_LIMIT:,}")
        return answer.data

    def _remembered(self, oid: str) -> Answer:
        if oid not in self._known:
            self._known[oid] = self._ask(oid)
        return self._known[oid]

    def _ask(self, oid: str) -> Answer:
        return self._conversation.ask([oid])[0]


def _entries(data: bytes, id_size: int) -> dict[bytes, Leaf]:
    """The entries of a tree as Git stores it: mode, blank, name, NUL, id."""
    entries, at = {}, 0
    while at < len(data):
        blank = data.index(b" ", at)
        end = data.index(b"\0", blank)
        oid = data[end + 1 : end + 1 + id_size]
        # `ls-tree` writes a folder's mode with the zero that a tree leaves out.
        entries[data[blank + 1 : end]] = Leaf(data[at:blank].decode("ascii").zfill(6), oid.hex())
        at = end + 1 + id_size
    return entries
