"""Where the policy lies that another one extends: a file of the same repository, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from agentreg.config.values import CONFIG_NAME
from agentreg.errors import ReadError
from agentreg.git.locate import repository_around
from agentreg_cli.places import NO_LINK

_COPY = "keep a copy of it in this repository, or make its repository a submodule"
_FROM_HERE = "a path from the folder of this file"


def shared_place(folder: Path, name: str) -> Path:
    """Find the file.

    Args:
        folder: The folder of the policy that extends it.
        name: Its path as that one writes it.

    Returns:
        The file; in a repository no link leads to it.

    Raises:
        ReadError: It is an address, no regular file, not there, behind a link, or outside of the repository
            around the folder: there nobody would see who changes it, and whoever wrote the name had any file
            read.
    """
    if "://" in name:
        raise ReadError(f"{name!r} is an address: a policy is read from files alone", hint=_COPY)
    try:
        place, repository = (folder / name).resolve(), repository_around(folder)
        if repository and repository.work_tree and not place.is_relative_to(repository.work_tree):
            raise ReadError(f"{name!r} is outside of the repository: no range tells its changes", hint=_COPY)
        if repository and place != Path(os.path.normpath(folder.resolve() / name)):
            raise ReadError(f"{name!r} leads through a symbolic link", hint=NO_LINK)
        if place.is_dir():
            inside = f"{name.rstrip('/')}/{CONFIG_NAME}"
            raise ReadError(f"{name!r} is a folder", hint=f"name the file in it: {inside}")
        if place.exists() and not place.is_file():
            raise ReadError(f"{name!r} is no regular file", hint=_FROM_HERE)
        place.stat()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is no path"
        raise ReadError(f"{name!r} cannot be read: {why}", hint=_FROM_HERE) from error
    return place
