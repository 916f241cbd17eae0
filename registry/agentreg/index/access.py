"""Opening the index: any number of readers, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentreg.errors import IndexUnavailable
from agentreg.index.store import Reader, Writer

PATIENCE = 600.0
"""Seconds to wait for another process that writes."""


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an index for questions.

    Raises:
        IndexUnavailable: There is none, it is damaged, or it belongs to another version of the program.
    """
    from agentreg.index.sqlite_reader import SqliteReader

    reader = SqliteReader(path)
    try:
        yield reader
    finally:
        reader.close()


@contextmanager
def writing(path: Path, *, patience: float = PATIENCE) -> Iterator[Writer]:
    """Open an index for changes, making it if need be; other writers wait.

    Args:
        path: The database file.
        patience: Seconds to wait for another writer.

    Raises:
        IndexUnavailable: Another process kept it for too long, it was written by a newer agentreg, or it
            cannot be written (also while it is in use).
    """
    from agentreg.index.schema import translated
    from agentreg.index.sqlite_writer import SqliteWriter

    with _lock(path, patience), translated(path):
        writer = SqliteWriter(path)
        try:
            yield writer
        finally:
            writer.close()


def rebuild(path: Path, *, patience: float = PATIENCE) -> None:
    """Delete an index, so that the next `writing` starts an empty one.

    Raises:
        IndexUnavailable: Another process kept it for too long.
    """
    from agentreg.index.schema import remove

    with _lock(path, patience):
        remove(path)


@contextmanager
def _lock(path: Path, patience: float) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(path.with_name(path.name + ".lock"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout:
        raise IndexUnavailable(
            f"another agentreg is writing the index {path}", hint="wait for it, or stop it; nothing is lost"
        ) from None
    except OSError as error:
        raise IndexUnavailable(
            f"the index {path} cannot be locked: {error.strerror}",
            hint="check the rights to the file and its folder",
        ) from error
    try:
        yield
    finally:
        lock.release()
