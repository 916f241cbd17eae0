"""The definitions of a folder on disk."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.formats.locate import is_candidate, leads_to_agents
from agentreg.formats.read import read_definition
from agentreg.git.objects import SIZE_LIMIT
from agentreg.model.definition import Definition
from agentreg.model.diagnostic import Diagnostic
from agentreg.model.paths import raw_path, shown_path
from agentreg.sources.collection import SPECIAL, SYMLINK, Collection, Unread, collection, too_large

FILE_LIMIT = 200_000
"""Files that a folder may hold."""

DEPTH_LIMIT = 64
"""Folders inside folders that are entered."""


def read_folder(folder: Path, root: Path | None = None) -> Collection:
    """Read every definition below a folder.

    Symbolic links are never followed, and no `.git` is entered.

    Args:
        folder: The folder.
        root: Where paths begin, the project's folder, which says which host reads a file; None for the folder
            itself.

    Returns:
        The definitions, with paths relative to that; whole ones outside of it.

    Raises:
        ReadError: The folder or a file in it cannot be read, or it holds too many files or too deep ones.
    """
    found: dict[str, Path] = {}
    for number, entry in enumerate(_files(folder)):
        if number >= FILE_LIMIT:
            raise ReadError(f"{folder} holds more than {FILE_LIMIT:,} files", hint="name a folder inside it")
        path = _told(Path(entry.path), root or folder)
        if is_candidate(path) or (entry.is_symlink() and leads_to_agents(path)):
            found[path] = Path(entry.path)
    return _read(found)


def read_files(files: Iterable[Path], root: Path) -> Collection:
    """Read some files as definitions, whatever they are called.

    Args:
        files: The files.
        root: Where paths begin, as in `read_folder`.

    Raises:
        ReadError: One is not there, or cannot be read.
    """
    found = {_told(file, root): file for file in files}
    missing = next((file for file in found.values() if not os.path.lexists(file)), None)
    if missing:
        raise ReadError(f"{missing} does not exist", hint="name a file or a folder")
    return _read(found)


def read_texts(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """The contents of some files, by path; nothing for what is no file here, a link, or too large.

    Args:
        root: Where the paths begin.
        paths: POSIX paths, as those of definitions are told.

    Raises:
        ReadError: A file cannot be read.
    """
    places = ((path, root / os.fsdecode(raw_path(path))) for path in paths)
    return {
        path: _content(place)
        for path, place in places
        if os.path.lexists(place) and not place.parent.is_symlink() and _obstacle(place) is None
    }


def _told(file: Path, root: Path) -> str:
    """The path of a file from the root on, as Git's paths are told; the whole one outside of it."""
    path = file.relative_to(root) if file.is_relative_to(root) else file
    return shown_path(os.fsencode(path.as_posix()))


def _read(files: dict[str, Path]) -> Collection:
    read: list[Definition] = []
    unread: list[Unread] = []
    for path, file in files.items():
        if (reason := _obstacle(file)) is not None:
            unread.append(Unread(path, reason, _unread_content(file)))
        else:
            read.append(read_definition(_content(file), path))
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


def _obstacle(file: Path) -> Diagnostic | None:
    """Why a file is not read; also for what is neither file nor folder, where reading could wait for ever."""
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode):
        return SYMLINK if stat.S_ISLNK(status.st_mode) else SPECIAL
    return too_large(status.st_size, SIZE_LIMIT) if status.st_size > SIZE_LIMIT else None


def _unread_content(file: Path) -> str:
    """Where a link leads, or the hash of a large file; empty for what has no content."""
    if file.is_symlink():
        return str(file.readlink())
    if not file.is_file():
        return ""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise ReadError(f"{file} cannot be read: {error.strerror}") from error


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ReadError(f"{file} cannot be read: {error.strerror}") from error
