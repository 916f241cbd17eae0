"""What of a project is not committed: a sync works from what is, and would pass the rest by."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.config.read import parse_config
from agentreg.config.values import CONFIG_NAME, PROJECT_MARK, PROJECT_NAME
from agentreg.errors import ConfigError
from agentreg.git.process import Git
from agentreg.variants.files import DiskFiles, Files, TreeFiles
from agentreg.variants.lock import LOCK_NAME
from agentreg.variants.project import Project

DECLARATIONS = (CONFIG_NAME, PROJECT_NAME, LOCK_NAME)
"""The files that say what a project's variants are."""


def uncommitted(project: Project, paths: Iterable[str] = DECLARATIONS) -> tuple[str, ...]:
    """The files on disk that are not as HEAD has them, judged by their bytes; line ends do not count.

    Of pyproject.toml only what it says to agentreg counts.

    Args:
        project: A project; nothing is uncommitted where it is checked out nowhere, or in no repository.
        paths: The files to look at, inside the project.

    Raises:
        ReadError: A file cannot be read.
        GitError: The repository cannot be read.
    """
    folder = project.folder or project.checkout
    if project.git is None or folder is None:
        return ()
    with project.files.at_once():
        return tuple(_uncommitted(project, project.git, DiskFiles(folder), paths))


def _uncommitted(project: Project, git: Git, disk: DiskFiles, paths: Iterable[str]) -> list[str]:
    if isinstance(project.files, TreeFiles):
        # Where what is read is also what is on disk, HEAD need not be asked.
        asked, head = _others_in(project.files, disk, paths), project.head
        committed = project.files.at(head)
    else:
        asked, head = list(paths), project.start
        committed = TreeFiles(git, head, project.prefix)
    return (
        _others_in(committed, disk, asked) if head else [one for one in asked if disk.read(one) is not None]
    )


def _others_in(files: Files, disk: Files, paths: Iterable[str]) -> list[str]:
    with files.at_once():
        return [path for path in paths if _said(files, path) != _said(disk, path)]


def _said(files: Files, path: str) -> object:
    data = files.read(path)
    if data is None:
        return None
    if path != PROJECT_NAME:
        return data.replace(b"\r\n", b"\n")
    if PROJECT_MARK.encode() not in data:
        return None
    try:
        return parse_config(data.decode("utf-8", "replace"), path)
    except ConfigError:
        return data
