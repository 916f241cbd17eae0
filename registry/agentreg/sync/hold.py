"""One run at a time writes a repository; locks that a killed run of ours left are cleared, no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from agentreg.errors import SyncRefused
from agentreg.git.locate import common_dir
from agentreg.git.process import Git
from agentreg.sync.journal import Intent, Journal, unwritable

_FOLDER = "agentreg"
_PATIENCE = 60.0
"""Seconds that a run waits for another one; writing a repository takes a fraction of one."""


@contextmanager
def hold_repository(git: Git) -> Iterator[Journal]:
    """Be the only run of agentreg that writes a repository, until the context ends or the process dies.

    Args:
        git: The repository.

    Yields:
        Its journal.

    Raises:
        SyncRefused: Another run holds it for too long, or its Git folder cannot be written.
    """
    from filelock import FileLock, Timeout

    folder = common_dir(git.git_dir) / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
        with FileLock(folder / "lock", timeout=_PATIENCE):
            journal = Journal(folder)
            journal.sweep()
            yield journal
    except Timeout as error:
        raise SyncRefused(
            f"{git.git_dir}: another agentreg has been writing there for {_PATIENCE:.0f} s",
            hint="wait for it, or end it, and run the same command again",
        ) from error
    except OSError as error:
        raise unwritable(git.git_dir, error) from error


def read_journal(git: Git) -> Intent | None:
    """What a run was about to do here and did not end; for looking only, as it may be running still."""
    return journal_of(git).read()


def journal_of(git: Git) -> Journal:
    """The journal of a repository, for looking only."""
    return Journal(common_dir(git.git_dir) / _FOLDER)


def clear_stale_lock(git: Git, dead: Intent) -> None:
    """Remove the lock of a reference that Git held for a run of ours which was killed.

    Only the lock that the run's journal names goes, and only while it holds the commit of that run:
    a lock that anybody else holds stays.

    Args:
        git: The repository, which the caller holds.
        dead: What the killed run was about to do.
    """
    if not dead.ref.startswith("refs/heads/") or ".." in dead.ref:
        return
    lock = common_dir(git.git_dir) / f"{dead.ref}.lock"
    if lock.is_symlink() or not lock.is_file():
        return
    # An empty one may be of a Git that is alive, and about to delete the reference: Git says who has to look.
    if dead.new and lock.read_text(encoding="ascii", errors="replace").strip() == dead.new:
        lock.unlink(missing_ok=True)
