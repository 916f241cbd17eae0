"""What of a project is not committed: a sync works from what is, and would pass the rest by."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.config.read import parse_config
from agentreg.config.values import CONFIG_NAME, PROJECT_MARK, PROJECT_NAME
from agentreg.errors import ConfigError
from agentreg.git.refs import head_commit
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
    disk, asked = DiskFiles(folder), tuple(paths)
    if project.folder is None:
        # Where what is read is also what is on disk, HEAD need not be asked.
        asked = _other_in(project.files, disk, asked)
    if not asked:
        return ()
    head = project.start if project.folder else head_commit(project.git)
    if not head:
        return tuple(path for path in asked if disk.read(path) is not None)
    return _other_in(TreeFiles(project.git, head, project.prefix), disk, asked)


def _other_in(files: Files, disk: Files, paths: Iterable[str]) -> tuple[str, ...]:
    with files.at_once():
        return tuple(path for path in paths if _said(files, path) != _said(disk, path))


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
