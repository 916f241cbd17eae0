"""What a variant's overlay stands on: overlays upon overlays, down to a base agent."""

from __future__ import annotations

import posixpath

from agentreg.errors import ConfigError
from agentreg.records import NamedTuple
from agentreg.variants.files import Files
from agentreg.variants.overlay import Overlay, parse_overlay

_MOST_LEVELS = 32


class Chain(NamedTuple):
    """An overlay with all that it extends.

    Attributes:
        base: The base agent, `source/agent`.
        version: Which versions of it are followed.
        overlays: The overlays in the order in which they apply; the variant's own is the last.
    """

    base: str
    version: str
    overlays: tuple[Overlay, ...]


def read_chain(files: Files, path: str) -> Chain:
    """Read an overlay and those that it extends.

    Args:
        files: The project's files.
        path: The variant's overlay.

    Raises:
        ConfigError: One is not there, cannot be followed, extends itself, or extends one outside the project.
        ReadError: One cannot be read.
    """
    known: dict[str, Overlay] = {}
    asked = ""
    while True:
        if path in known:
            circle = " -> ".join((*known, path))
            raise ConfigError(f"{path}: the overlay extends itself: {circle}", hint="let one extend an agent")
        overlay = known[path] = _read(files, path, asked)
        if not overlay.extends_overlay:
            return Chain(*overlay.base, tuple(reversed(known.values())))
        if len(known) == _MOST_LEVELS:
            raise ConfigError(f"{path}: more than {_MOST_LEVELS} overlays extend one another")
        asked = path
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), overlay.extends))
        if path.startswith("../"):
            raise ConfigError(f"{asked}: {overlay.extends!r} is outside of the project")


def _read(files: Files, path: str, asked: str) -> Overlay:
    data = files.read(path)
    if data is None:
        asking = f"{asked}: " if asked else ""
        raise ConfigError(
            f"{asking}there is no overlay {path}", hint="write it, or name the one that is meant"
        )
    try:
        return parse_overlay(data.decode("utf-8"), path)
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8: {error}") from error
