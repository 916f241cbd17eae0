"""File contents by object id, through one process for any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import Self

from agentreg.errors import NotAFile, ReadError
from agentreg.git.conversation import MISSING, Answer, Conversation
from agentreg.git.process import Git
from agentreg.records import NamedTuple

SIZE_LIMIT = 1024 * 1024
"""Bytes of a definition; the largest of 23 087 real ones has 471 KB."""

BATCH = 64
"""Ids asked at once: so many fit any pipe, so neither side ever waits for the other."""


class Blob(NamedTuple):
    """A file's content.

    Attributes:
        oid: Its object id.
        size: Its size in bytes; -1 when the object is not here.
        data: The bytes; None when it is missing or larger than the limit.
    """

    oid: str
    size: int
    data: bytes | None

    @property
    def is_missing(self) -> bool:
        """Whether the object is not in the repository (partial clone, damage)."""
        return self.size == MISSING

    @property
    def is_too_large(self) -> bool:
        """Whether it was left unread because of its size."""
        return self.data is None and not self.is_missing


class BlobReader:
    """Reads blobs of one repository; a context manager over at most two waiting processes.

    Sizes are asked first: a blob of many megabytes is never loaded, here or by Git.
    """

    def __init__(self, git: Git, *, limit: int = SIZE_LIMIT) -> None:
        self._git = git
        self._limit = limit
        self._sizes = Conversation(git, "--batch-check")
        self._contents = Conversation(git, "--batch")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End its processes."""
        self._sizes.close()
        self._contents.close()

    def read(self, oid: str) -> bytes | None:
        """The content of one blob.

        Args:
            oid: Full object id.

        Returns:
            The bytes, or None when the object is not here.

        Raises:
            ReadError: It is larger than the limit, or no blob.
            GitError: Git failed.
        """
        blob = next(self.read_many([oid]))
        if blob.is_too_large:
            raise ReadError(f"the file {oid} has {blob.size:,} bytes, more than {self._limit:,}")
        return blob.data

    def read_many(self, oids: Iterable[str]) -> Iterator[Blob]:
        """The contents of many blobs, in the order asked; sorted ids are read fastest.

        Args:
            oids: Full object ids.

        Yields:
            One blob per id.

        Raises:
            NotAFile: An id is of no blob.
            ReadError: A blob is damaged.
            GitError: Git failed.
        """
        waiting = iter(oids)
        while batch := list(islice(waiting, BATCH)):
            sizes = list(map(_file_size, batch, self._sizes.ask(batch)))
            small = [oid for oid, size in zip(batch, sizes, strict=True) if 0 <= size <= self._limit]
            answers = zip(small, self._contents.ask(small), strict=True)
            contents = {oid: answer.data for oid, answer in answers}
            for oid, size in zip(batch, sizes, strict=True):
                yield Blob(oid, size, contents.get(oid))


def read_sizes(git: Git, oids: Iterable[str]) -> Iterator[int]:
    """The sizes of blobs in bytes, in the order asked; -1 for those that are not here.

    Raises:
        ReadError: An id is of no blob.
        GitError: Git failed.
    """
    conversation = Conversation(git, "--batch-check")
    try:
        waiting = iter(oids)
        while batch := list(islice(waiting, BATCH)):
            yield from map(_file_size, batch, conversation.ask(batch))
    finally:
        conversation.close()


def _file_size(oid: str, answer: Answer) -> int:
    if answer.kind not in ("blob", ""):
        raise NotAFile(f"object {oid} is a {answer.kind}, not a file")
    return answer.size
