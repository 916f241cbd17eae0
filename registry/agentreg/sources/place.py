"""Where a source is, checked as far as that goes without Git."""

from __future__ import annotations

from pathlib import Path

from agentreg.config.location import Location, LocationKind, parse_location
from agentreg.config.values import SourceConfig
from agentreg.errors import ReadError
from agentreg.git.bundle import read_heads
from agentreg.git.locate import repository_around, repository_at


def place_of(source: SourceConfig, folder: Path) -> Location:
    """Where a source is.

    Args:
        source: The source.
        folder: The folder of the configuration file: relative paths start there.

    Returns:
        The location; a local one is a repository or a bundle.

    Raises:
        ConfigError: The location is refused.
        ReadError: A local path is neither a repository nor a bundle.
    """
    location = parse_location(source.location, folder)
    if location.kind is LocationKind.PATH:
        _check(Path(location.text))
    return location


def _check(path: Path) -> None:
    if path.is_file():
        read_heads(path)
        return
    if not path.is_dir():
        raise ReadError(f"{path} does not exist", hint="relative paths start from the configuration file")
    if repository_at(path) is not None:
        return
    around = repository_around(path)
    if around is None:
        raise ReadError(f"{path} is no Git repository", hint="`git init` and a commit make it one")
    top = around.work_tree or around.git_dir
    inner = path.relative_to(top).as_posix() if path.is_relative_to(top) else path.name
    raise ReadError(
        f"{path} is a folder inside the repository {top}",
        hint=f"add {top}, and name the folder by --include '{inner}/**'",
    )
