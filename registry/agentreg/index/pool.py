"""Reading texts in worker processes: two cores read twice as fast, and what kills a reader kills no index.

Limits on what is read make a crash unlikely; but the parsers are C and Rust, and files come from strangers.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Self

from agentreg.errors import NotAFile, ReadError
from agentreg.git.objects import SIZE_LIMIT, Blob, BlobReader
from agentreg.git.process import Git
from agentreg.index.extract import DAMAGED, DEADLY, MISSING, TOO_LARGE, failed, read_facts, unread_facts
from agentreg.index.facts import TextFacts
from agentreg.model.diagnostic import Diagnostic
from agentreg.records import NamedTuple

CHUNK = 64
"""Texts that a worker takes at once: few enough to share out evenly."""

METHOD: str | None = None
"""How processes are started: as the platform does it by default."""

ALONE = "spawn"
"""How a process is started beside a pool whose threads still run: forking then may hang."""

PARENT_CHECK = 2.0
"""Seconds between two looks of a worker at whether its parent is still there."""


PATIENCE = 20.0
"""Seconds that one text may take: the largest real ones take a fraction of one."""


class Wanted(NamedTuple):
    """A blob to read, and the paths at which it was found."""

    oid: str
    places: tuple[str, ...]


class Readers:
    """A pool of reading processes; a context manager. Without a text to read, no process is started."""

    def __init__(self, jobs: int) -> None:
        self._jobs = max(jobs, 1)
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def warm(self) -> ProcessPoolExecutor:
        """Start the processes now: they may be forks, which must not be made while threads talk to Git."""
        if self._executor is None:
            self._executor = _pool(self._jobs, METHOD)
            self._executor.submit(int)
        return self._executor

    def start(self, git_dir: Path, wanted: Sequence[Wanted]) -> Pending:
        """Begin to read blobs of a repository; ask the result for them when they are needed."""
        chunks = [tuple(wanted[at : at + CHUNK]) for at in range(0, len(wanted), CHUNK)]
        return Pending(self, git_dir, [(chunk, self._submit(git_dir, chunk)) for chunk in chunks])

    def again(self, git_dir: Path, chunk: tuple[Wanted, ...]) -> list[TextFacts]:
        """Read a chunk whose pool died; what kills its reader again is left out."""
        self._executor = None
        return self.alone(git_dir, chunk)

    def alone(self, git_dir: Path, chunk: Sequence[Wanted]) -> list[TextFacts]:
        """Read texts one by one, beside the pool; what kills its reader is left out.

        Raises:
            GitError: Git failed.
        """
        facts: list[TextFacts] = []
        while len(facts) < len(chunk):
            with _pool(1, ALONE) as alone:
                try:
                    for item in chunk[len(facts) :]:
                        facts += alone.submit(read_chunk, git_dir, (item,)).result()
                except BrokenProcessPool:
                    deadly = chunk[len(facts)]
                    facts.append(unread_facts(deadly.oid, 0, deadly.places, DEADLY))
        return facts

    def _submit(self, git_dir: Path, chunk: tuple[Wanted, ...]) -> Future[list[TextFacts]] | None:
        try:
            return self.warm().submit(read_chunk, git_dir, chunk)
        except BrokenProcessPool:
            return None


class Pending:
    """Texts that are being read."""

    def __init__(
        self,
        readers: Readers,
        git_dir: Path,
        chunks: list[tuple[tuple[Wanted, ...], Future[list[TextFacts]] | None]],
    ) -> None:
        self._readers = readers
        self._git_dir = git_dir
        self._chunks = chunks

    def texts(self) -> Iterator[TextFacts]:
        """What was read, waiting for it; in the order asked.

        Raises:
            GitError: Git failed.
        """
        for chunk, future in self._chunks:
            try:
                yield from self._readers.again(self._git_dir, chunk) if future is None else future.result()
            except BrokenProcessPool:
                yield from self._readers.again(self._git_dir, chunk)


def read_chunk(git_dir: Path, chunk: tuple[Wanted, ...]) -> list[TextFacts]:
    """Read blobs here and now; what a worker does."""
    places = {item.oid: item.places for item in chunk}
    return [_read(blob, places[blob.oid]) for blob in _blobs(git_dir, sorted(places))]


def _blobs(git_dir: Path, oids: list[str]) -> list[Blob]:
    """The blobs; what is none (a removed submodule) counts as an empty file, a damaged one has no data."""
    try:
        return list(_reader_of(git_dir).read_many(oids))
    except ReadError as error:
        # The answers that were not heard are lost with the reader.
        _reader_of.cache_clear()
        if len(oids) == 1:
            return [Blob(oids[0], 0, b"" if isinstance(error, NotAFile) else None)]
    middle = len(oids) // 2
    return _blobs(git_dir, oids[:middle]) + _blobs(git_dir, oids[middle:])


@lru_cache(maxsize=1)
def _reader_of(git_dir: Path) -> BlobReader:
    # One per worker and repository: a Git process for every chunk would cost as much as reading it.
    # The process ends with the pipe to it, when the worker goes on to another repository or ends.
    return BlobReader(Git(git_dir))


def _read(blob: Blob, places: tuple[str, ...]) -> TextFacts:
    if blob.data is None:
        return unread_facts(blob.oid, blob.size, places, _obstacle(blob))
    try:
        with _bounded():
            return read_facts(blob.oid, blob.data, places)
    except Exception as error:  # noqa: BLE001  a stranger's file stops no index, whatever it makes a parser do
        return unread_facts(blob.oid, blob.size, places, failed(error))


def _obstacle(blob: Blob) -> Diagnostic:
    if blob.is_missing:
        return MISSING
    return TOO_LARGE if blob.size > SIZE_LIMIT else DAMAGED


@contextmanager
def _bounded() -> Iterator[None]:
    """End this process when the body takes too long."""
    # Not with a thread of Python's: a parser in C may never let go of the interpreter's lock.
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(PATIENCE, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _pool(jobs: int, method: str | None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context(method), initializer=_settle_in)


def _settle_in() -> None:
    """A worker leaves interruptions to its parent, and goes when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(PARENT_CHECK)
    os._exit(1)
