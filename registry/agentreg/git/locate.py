"""Finding the Git folder of a place, without asking Git: discovery by Git would read its configuration."""

from __future__ import annotations

from pathlib import Path

from agentreg.config.paths import resolved
from agentreg.records import NamedTuple

POINTER_LIMIT = 4096
"""Characters of a `.git` file that are read."""


class Repository(NamedTuple):
    """Where a repository is.

    Attributes:
        git_dir: The Git folder; that of the linked work tree in a linked work tree.
        work_tree: The folder with the files; None for a bare repository.
    """

    git_dir: Path
    work_tree: Path | None


def repository_at(path: Path) -> Repository | None:
    """The repository whose top folder is exactly this one: a work tree, a linked one, or bare."""
    inner = path / ".git"
    if _is_git_dir(inner):
        return Repository(resolved(inner), resolved(path))
    if (linked := _pointed_at(inner)) is not None:
        return Repository(linked, resolved(path))
    if _is_git_dir(path):
        owner = resolved(path)
        # The `.git` folder itself, given as a path, is its work tree's repository.
        return Repository(owner, owner.parent if owner.name == ".git" else None)
    return None


def repository_around(start: Path) -> Repository | None:
    """The nearest repository at or above a folder; a bare one counts only when it is the folder itself.

    A bare repository inside a work tree can be planted by whoever wrote that tree.
    """
    start = resolved(start)
    if (here := repository_at(start)) is not None:
        return here
    candidates = (repository_at(folder) for folder in start.parents)
    return next((found for found in candidates if found is not None and found.work_tree is not None), None)


def common_dir(git_dir: Path) -> Path:
    """The folder that all work trees of a repository share; a linked one has a Git folder of its own."""
    pointer = git_dir / "commondir"
    return resolved(git_dir / _first_line(pointer)) if pointer.is_file() else git_dir


def _pointed_at(path: Path) -> Path | None:
    """The folder that a `.git` file names."""
    if not path.is_file():
        return None
    line = _first_line(path)
    if not line.startswith("gitdir:"):
        return None
    target = resolved(path.parent / line.removeprefix("gitdir:").strip())
    return target if _is_git_dir(target) else None


def _is_git_dir(path: Path) -> bool:
    return (path / "HEAD").is_file() and (_is_store(path) or (path / "commondir").is_file())


def _is_store(path: Path) -> bool:
    return (path / "objects").is_dir() and (path / "refs").is_dir()


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        return file.readline(POINTER_LIMIT).strip()
