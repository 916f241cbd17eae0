"""One folder held open while files in it are replaced, so that nobody can swap it for a link meanwhile."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

# Absent on Windows, where a folder cannot be held open either; there the checks of `target` have to do.
_HOLD = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_CAN_HOLD = os.open in os.supports_dir_fd


class HeldFolder:
    """A folder below a root, reached through real folders only; made by `hold_folder`.

    Names are of entries of this folder, never paths.
    """

    def __init__(self, path: Path, handle: int | None) -> None:
        self._path = path
        self._handle = handle

    def names(self) -> list[str]:
        """The names of all that is in the folder."""
        return os.listdir(self._path if self._handle is None else self._handle)  # noqa: PTH208  maybe a handle

    def read(self, name: str) -> bytes | None:
        """A file's bytes, or None when there is none."""
        try:
            handle = os.open(self._place(name), os.O_RDONLY | _NO_FOLLOW, dir_fd=self._handle)
        except FileNotFoundError:
            return None
        with open(handle, "rb") as file:  # noqa: PTH123  a handle, not a path
            return file.read()

    def mode(self, name: str) -> int | None:
        """A file's permission bits, or None when there is none."""
        try:
            facts = os.stat(self._place(name), dir_fd=self._handle, follow_symlinks=False)
        except FileNotFoundError:
            return None
        return stat.S_IMODE(facts.st_mode)

    def create(self, name: str, data: bytes, mode: int | None) -> None:
        """Write a new file and wait until it is on disk; None gives it the permissions of any new file."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW
        handle = os.open(self._place(name), flags, 0o666, dir_fd=self._handle)
        with open(handle, "wb") as file:  # noqa: PTH123  a handle, not a path
            file.write(data)
            file.flush()
            os.fsync(handle)
        if mode is not None:
            os.chmod(self._place(name), mode, dir_fd=self._handle)

    def replace(self, old: str, new: str) -> None:
        """Give a file the name of another, which it replaces, in one step that survives a loss of power."""
        os.replace(self._place(old), self._place(new), src_dir_fd=self._handle, dst_dir_fd=self._handle)
        if self._handle is not None:
            os.fsync(self._handle)

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self._place(name), dir_fd=self._handle)

    def _place(self, name: str) -> str | Path:
        return self._path / name if self._handle is None else name


@contextlib.contextmanager
def hold_folder(root: Path, parts: Sequence[str]) -> Iterator[HeldFolder]:
    """Hold the folder `root/parts...` open; folders that are not there are made.

    Raises:
        OSError: A part is a symbolic link or no folder, or the disk refused.
    """
    path = root.joinpath(*parts)
    if not _CAN_HOLD:
        path.mkdir(parents=True, exist_ok=True)
        yield HeldFolder(path, None)
        return
    handle = os.open(root, _HOLD & ~_NO_FOLLOW)
    try:
        for part in parts:
            with contextlib.suppress(FileExistsError):
                os.mkdir(part, dir_fd=handle)
            inner = os.open(part, _HOLD, dir_fd=handle)
            os.close(handle)
            handle = inner
        yield HeldFolder(path, handle)
    finally:
        os.close(handle)
