"""What a run is about to do to a repository, on disk before it is done: what a killed run leaves to the next.

The journal lies in the repository's Git folder, which is where the run writes. It is read and written by
whoever holds the repository (`agentreg.sync.hold`), so one that is found there is of a run that died.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from agentreg.config.whole import replace_file
from agentreg.errors import AgentregError, GitTimeout, SyncRefused
from agentreg.records import NamedTuple

_NAME = "journal.json"
_FORMAT = 1


class Intent(NamedTuple):
    """What a run is about to do.

    Attributes:
        ref: The full name of the reference that it moves; empty when it writes the work tree.
        new: The commit that it moves it to.
        files: Files of the work tree that it replaces: the path inside the repository, and the SHA-256 of
            what it writes there.
    """

    ref: str = ""
    new: str = ""
    files: Mapping[str, str] = {}


class Journal:
    """The journal of one repository."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / _NAME

    def read(self) -> Intent | None:
        """What the last run was about to do and did not end; None when it ended.

        A journal that cannot be understood was not written whole by this program, and says nothing.
        """
        try:
            data = json.loads(self.path.read_bytes())
            if data.pop("format") != _FORMAT:
                return None
            return Intent(**data)
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def sweep(self) -> None:
        """Remove drafts of it that killed runs left."""
        for draft in self.path.parent.glob(f".{_NAME}.*.tmp"):
            draft.unlink(missing_ok=True)

    @contextmanager
    def during(self, intent: Intent) -> Iterator[None]:
        """Have an intent on disk while it is carried out; whoever is killed meanwhile leaves it there.

        Raises:
            SyncRefused: The disk refused.
        """
        before = self.read()
        self._write(intent)
        try:
            yield
        except GitTimeout:
            # That Git was killed, and may have left a lock.
            raise
        except AgentregError:
            # Nothing of it happened; what an earlier run left still stands.
            self._write(before) if before else self.forget()
            raise
        self.forget()

    def _write(self, intent: Intent) -> None:
        data = json.dumps({"format": _FORMAT, **intent._asdict()}, sort_keys=True)
        try:
            replace_file(self.path, data.encode())
            _settle(self.path.parent)
        except OSError as error:
            raise unwritable(self.path.parent.parent, error) from error

    def forget(self) -> None:
        """Take it away: what it says happened, or nothing of it did."""
        self.path.unlink(missing_ok=True)


def digest(data: bytes) -> str:
    """How the journal tells texts apart."""
    return sha256(data).hexdigest()


def unwritable(git_dir: Path, error: OSError) -> SyncRefused:
    """The error for a Git folder that cannot be written."""
    return SyncRefused(
        f"{git_dir}: {error.strerror or error}", hint="nothing was written; make the repository writable"
    )


def _settle(folder: Path) -> None:
    """Wait until a folder's entries are on disk, where the system can say so."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
