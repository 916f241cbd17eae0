"""The definitions of a folder on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.git.objects import SIZE_LIMIT
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Diagnostic
from agentreg.sources.collection import SPECIAL, SYMLINK, Collection, Unread, collection, too_large

FILE_LIMIT = 200_000
"""Files that a folder may hold."""

DEPTH_LIMIT = 64
"""Folders inside folders that are entered."""


def read_folder(folder: Path) -> Collection:
    """Read every definition below a folder.

    Symbolic links are never followed, and no `.git` is entered.

    Args:
        folder: The folder.

    Returns:
        The definitions, with paths relative to the folder.

    Raises:
        ReadError: The folder or a file in it cannot be read, or it holds too many files or too deep ones.
    """
    read: list[Definition] = []
    unread: list[Unread] = []
    for number, entry in enumerate(_files(folder)):
        if number >= FILE_LIMIT:
            raise ReadError(f"{folder} holds more than {FILE_LIMIT:,} files", hint="name a folder inside it")
        path = Path(entry.path).relative_to(folder).as_posix()
        if not is_candidate(path):
            continue
        if (reason := _obstacle(entry)) is not None:
            unread.append(Unread(path, reason, _unread_content(entry)))
        else:
            read.append(read_definition(_content(entry), path))
    return collection(read, unread)


def _files(folder: Path, depth: int = 0) -> Iterator[os.DirEntry[str]]:
    """All that is no folder, below a folder; links to folders count as files."""
    if depth > DEPTH_LIMIT:
        raise ReadError(f"{folder} is more than {DEPTH_LIMIT} folders deep")
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise ReadError(f"{folder} cannot be read: {error.strerror}") from error
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            yield entry
        elif entry.name != ".git":
            yield from _files(Path(entry.path), depth + 1)


def _obstacle(entry: os.DirEntry[str]) -> Diagnostic | None:
    """Why a file is not read; also for what is neither file nor folder, where reading could wait for ever."""
    if not entry.is_file(follow_symlinks=False):
        return SYMLINK if entry.is_symlink() else SPECIAL
    size = entry.stat(follow_symlinks=False).st_size
    return too_large(size, SIZE_LIMIT) if size > SIZE_LIMIT else None


def _unread_content(entry: os.DirEntry[str]) -> str:
    """Where a link leads, or the hash of a large file; empty for what has no content."""
    if entry.is_symlink():
        return str(Path(entry.path).readlink())
    if not entry.is_file():
        return ""
    try:
        with Path(entry.path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{entry.path} cannot be read: {error.strerror}") from error


def _content(entry: os.DirEntry[str]) -> bytes:
    try:
        return Path(entry.path).read_bytes()
    except OSError as error:
        raise ReadError(f"{entry.path} cannot be read: {error.strerror}") from error
