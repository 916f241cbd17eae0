"""Real Git repositories for tests: made with the plain `git` program, away from the code under test."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run `git ARGUMENTS` in a folder; returns its output without the last line feed."""
    done = subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True, check=False)
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}"
    return done.stdout.decode(errors="surrogateescape").removesuffix("\n")


def write_files(folder: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write files below a folder; None removes one."""
    for path, content in files.items():
        place = folder / path
        if content is None:
            place.unlink()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)


def commit(folder: Path, files: Mapping[str, str | bytes | None], message: str = "Change") -> str:
    """Write files and commit all; returns the commit's id."""
    write_files(folder, files)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def repository(folder: Path, files: Mapping[str, str | bytes | None] | None = None, *options: str) -> Path:
    """Make a repository, with a first commit when there are files; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", *options)
    if files:
        commit(folder, files, "First")
    return folder


def bytes_below(folder: Path) -> dict[str, str]:
    """A digest of every file below a folder, `.git` included, except objects (they are only ever added)."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "objects" not in path.parts
    }
