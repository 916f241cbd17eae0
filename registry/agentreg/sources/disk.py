"""The disk, as far as finding the repositories of a fleet needs it."""

from __future__ import annotations

import os
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.git.locate import repository_at

LIST_LIMIT = 1024 * 1024
"""Bytes of a list of repositories."""


class DiskFolders:
    """What `config.fleet` asks of the disk."""

    def inside(self, folder: Path) -> list[str]:
        """The names of the folders in a folder; none where there is no such folder, or it cannot be read.

        A link is no folder here: it may lead back up, or to what another name has matched already.
        """
        try:
            with os.scandir(folder) as found:
                return sorted(entry.name for entry in found if entry.is_dir(follow_symlinks=False))
        except OSError:
            return []

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder."""
        return path.is_dir()

    def is_repository(self, folder: Path) -> bool:
        """Whether a folder is the top of a Git repository, with a work tree or bare, that can be read."""
        try:
            return repository_at(folder) is not None
        except OSError:
            return False

    def text(self, path: Path) -> str:
        """A file's text.

        Raises:
            ReadError: It cannot be read, is no text, or is far too large for a list.
        """
        try:
            with path.open("rb") as file:
                data = file.read(LIST_LIMIT + 1)
            if len(data) > LIST_LIMIT:
                raise ReadError(f"{path} is larger than {LIST_LIMIT:,} bytes")
            return data.decode("utf-8-sig")
        except OSError as error:
            raise ReadError(f"{path}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise ReadError(f"{path} is not UTF-8") from error
