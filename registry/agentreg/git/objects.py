"""File contents by object id, through one process for any number of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Self

from agentreg.errors import AgentregError, GitTimeout, NotAFile, ReadError
from agentreg.git.child import Child
from agentreg.git.oid import checked
from agentreg.git.process import Git, Outcome, failure
from agentreg.records import NamedTuple

SIZE_LIMIT = 1024 * 1024
"""Bytes of a definition; the largest of 23 087 real ones has 471 KB."""

MISSING = -1

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
        self._sizes = _Conversation(git, "--batch-check")
        self._contents = _Conversation(git, "--batch")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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
            sizes = [size for size, _ in self._sizes.ask(batch)]
            small = [oid for oid, size in zip(batch, sizes, strict=True) if 0 <= size <= self._limit]
            contents = {oid: data for oid, (_, data) in zip(small, self._contents.ask(small), strict=True)}
            for oid, size in zip(batch, sizes, strict=True):
                yield Blob(oid, size, contents.get(oid))


def read_sizes(git: Git, oids: Iterable[str]) -> Iterator[int]:
    """The sizes of blobs in bytes, in the order asked; -1 for those that are not here.

    Raises:
        ReadError: An id is of no blob.
        GitError: Git failed.
    """
    conversation = _Conversation(git, "--batch-check")
    try:
        waiting = iter(oids)
        while batch := list(islice(waiting, BATCH)):
            yield from (size for size, _ in conversation.ask(batch))
    finally:
        conversation.close()


class _Conversation:
    """A `git cat-file` that answers as it is asked, started when it is first needed."""

    def __init__(self, git: Git, mode: str) -> None:
        self._git = git
        self._mode = mode
        self._child: Child | None = None

    def close(self) -> None:
        if self._child is not None:
            self._child.__exit__(None, None, None)
            self._child = None

    def ask(self, oids: list[str]) -> list[tuple[int, bytes | None]]:
        """Sizes (-1 for a missing object) and, in the mode that has them, contents."""
        answers: list[tuple[int, bytes | None]] = []
        try:
            while len(answers) < len(oids):
                answers += self._exchange(oids[len(answers) :])
        except AgentregError:
            # Answers that nobody heard would be taken for those of the next question.
            self.close()
            raise
        return answers

    def _exchange(self, oids: list[str]) -> Iterator[tuple[int, bytes | None]]:
        """Answers up to the first object that ends the process."""
        child = self._child = self._child or self._git.start(["cat-file", self._mode])
        self._send(child, oids)
        for oid in oids:
            header = self._hear(child, child.stdout.readline)
            if not header:
                self._check_death(child)
                yield MISSING, None
                return
            size = _size(header, oid)
            yield size, self._content(child, oid, size)

    def _send(self, child: Child, oids: list[str]) -> None:
        question = "".join(f"{checked(oid)}\n" for oid in oids).encode()
        # A process that has died says why in `_check_death`, when its answer is awaited.
        with suppress(BrokenPipeError):
            child.stdin.write(question)
            child.stdin.flush()

    def _content(self, child: Child, oid: str, size: int) -> bytes | None:
        if self._mode != "--batch" or size == MISSING:
            return None
        data = self._hear(child, lambda: child.stdout.read(size + 1))
        if len(data) <= size:
            self._check_death(child)
        # Git sends what it finds: a damaged object can be shorter than it says.
        if data[size:] != b"\n":
            raise ReadError(f"the file {oid} in {self._git.git_dir} is damaged", hint="`git fsck` tells more")
        return data[:size]

    def _hear(self, child: Child, read: Callable[[], bytes]) -> bytes:
        child.allow(self._git.timeout)
        answer = read()
        child.allow(None)
        return answer

    def _check_death(self, child: Child) -> None:
        """Leave a dead process; one that died of an object it may not fetch is no error."""
        code = child.wait()
        self._child = None
        if child.timed_out:
            raise GitTimeout(f"git cat-file in {self._git.git_dir} took longer than {self._git.timeout:g} s")
        # In a partial clone, Git dies at the first absent object instead of calling it missing.
        if "promisor" not in child.complaint and "lazy fetching" not in child.complaint:
            raise failure(self._git, ["cat-file"], Outcome(code, b"", child.complaint))


def _size(header: bytes, oid: str) -> int:
    match header.decode("ascii", "replace").split():
        case [found, "missing"] if found == oid:
            return MISSING
        case [found, "blob", size] if found == oid:
            return int(size)
        case [found, kind, _] if found == oid:
            raise NotAFile(f"object {oid} is a {kind}, not a file")
    raise ReadError(f"object {oid}: Git answered {header!r}")
