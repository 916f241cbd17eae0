"""Globs over folders on the disk that are Git repositories."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Protocol

_WILD = re.compile(r"[*?\[]")
_ANY_DEPTH = "**"


class Folders(Protocol):
    """What is on the disk, as far as finding repositories needs it."""

    def inside(self, folder: Path) -> Iterable[str]:
        """The names of the folders in a folder; none where there is no such folder."""
        ...

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder."""
        ...

    def is_repository(self, folder: Path) -> bool:
        """Whether a folder is the top of a Git repository, with a work tree or bare."""
        ...

    def text(self, path: Path) -> str:
        """A file's text.

        Raises:
            ReadError: It cannot be read.
        """
        ...


def is_pattern(text: str) -> bool:
    """Whether a path has wildcards."""
    return _WILD.search(text) is not None


def matching_repositories(pattern: str, folder: Path, folders: Folders) -> list[str]:
    """The Git repositories that a glob matches, as paths written like the glob, sorted.

    `*` does not match what starts with a dot, and nothing is looked for inside of a repository by `**`.

    Args:
        pattern: The glob; `**` stands for any number of folders.
        folder: Where a relative one starts.
        folders: What is on the disk.
    """
    found = set(_walk("", PurePath(pattern).parts, folder, folders))
    return sorted(path for path in found if folders.is_repository(folder / path))


def _walk(start: str, parts: tuple[str, ...], folder: Path, folders: Folders) -> Iterator[str]:
    """The paths below a start that the parts of a pattern lead to."""
    if not parts:
        yield start
        return
    first, rest = parts[0], parts[1:]
    if not is_pattern(first):
        yield from _walk(posixpath.join(start, first), rest, folder, folders)
        return
    if first == _ANY_DEPTH:
        yield from _walk(start, rest, folder, folders)
    for name in folders.inside(folder / start):
        # As in a shell; and nobody keeps projects inside of `.git`.
        if not fnmatchcase(name, first) or (name.startswith(".") and not first.startswith(".")):
            continue
        path = posixpath.join(start, name)
        goes_on = first == _ANY_DEPTH and not folders.is_repository(folder / path)
        yield from _walk(path, parts if goes_on else rest, folder, folders)
