"""The folders that mirrors are kept in: names, locks, and what killed runs left behind."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agentreg.config.location import Location
from agentreg.errors import ReadError

LOCK_PATIENCE = 600.0
"""Seconds to wait for another process that is at work on the same mirror."""

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def mirror_folder(cache_dir: Path, location: Location, *, refspecs: tuple[str, ...]) -> Path:
    """The folder of a mirror: one per location and choice of refs, whatever the source is called."""
    key = "\n".join((location.text, *refspecs))
    digest = hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    last = re.split(r"[/\\:]", location.text.rstrip("/\\"))[-1]
    stem = UNSAFE.sub("-", last.removesuffix(".git").removesuffix(".bundle"))[:40].strip(".-")
    return cache_dir / "mirrors" / f"{stem or 'source'}-{digest}.git"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a mirror; what was left behind by killed runs is gone when the body starts.

    Raises:
        ReadError: Another process holds it for ten minutes.
    """
    from filelock import FileLock, Timeout

    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{folder}.lock", timeout=LOCK_PATIENCE):
            _sweep(folder)
            yield
    except Timeout as error:
        raise ReadError(
            f"another process has been working on {folder} for {LOCK_PATIENCE / 60:.0f} minutes",
            hint="wait for it, or end it",
        ) from error


@contextmanager
def fresh(folder: Path) -> Iterator[Path]:
    """A temporary folder that takes the place of `folder` when the body succeeds, and vanishes when not."""
    temporary = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        yield temporary
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(temporary, folder)  # noqa: PTH105  atomic on every system, and says so by its name
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove Git's locks and unfinished files: we hold the mirror's lock, so nobody is at work on them.

    A killed fetch leaves a lock that blocks the next one in one of twelve cases.
    A full disk stays full of unfinished packs.
    """
    leftovers = (*folder.rglob("*.lock"), *(folder / "objects").rglob("tmp_*"))
    for path in leftovers:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
