"""Projects for tests: a repository with files, and what is in it byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from support.repos import Content, commit, init


def repository(folder: Path, files: Mapping[str, Content], *options: str) -> Path:
    """A repository with one commit; returns its folder. `options` are those of `git init`."""
    init(folder, *options)
    commit(folder, files)
    return folder


def write_files(folder: Path, files: Mapping[str, Content]) -> None:
    """Write files below a folder, and commit nothing."""
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)


def bytes_below(folder: Path) -> dict[str, str]:
    """A digest of every file below a folder, `.git` included, except objects (they are only ever added).

    The empty file by which runs of agentreg wait for each other does not count either.
    """
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "objects" not in path.parts and path.parts[-2:] != ("agentreg", "lock")
    }
