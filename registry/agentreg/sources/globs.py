"""Which paths of a source are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase

from agentreg.config.values import SourceConfig


def selects(source: SourceConfig, path: str) -> bool:
    """Whether a path is included and not excluded.

    A glob without a slash matches a name at any depth, whether of a file or of a folder above it.
    One with a slash matches from the root, `**` standing for any number of folders.
    What matches a folder matches all that is in it.

    Args:
        source: Whose `include` and `exclude` count.
        path: POSIX path inside the source.
    """
    if source.include and not matches(source.include, path):
        return False
    return not matches(source.exclude, path)


def matches(globs: Sequence[str], path: str) -> bool:
    """Whether one of several globs matches a path or a folder above it, by the grammar of `selects`."""
    parts = path.split("/")
    return any(_matches(glob, parts) for glob in globs)


def _matches(glob: str, parts: list[str]) -> bool:
    pattern = glob.strip("/")
    if "/" not in pattern and not glob.startswith("/"):
        return any(fnmatchcase(part, pattern) for part in parts)
    return _from_root(pattern.split("/"), parts)


def _from_root(pattern: list[str], parts: list[str]) -> bool:
    """Whether the pattern matches the path or a folder above it.

    Kept as the set of places in the pattern that are reached: linear in the path, whatever the pattern.
    """
    reached = _closure({0}, pattern)
    for part in parts:
        forward = {at + 1 for at in reached if at < len(pattern) and fnmatchcase(part, pattern[at])}
        stay = {at for at in reached if at < len(pattern) and pattern[at] == "**"}
        reached = _closure(forward | stay, pattern)
        if len(pattern) in reached:
            return True
    return False


def _closure(places: set[int], pattern: list[str]) -> set[int]:
    """The places, and those behind a `**` that stands for no folder at all."""
    found = set(places)
    for at in range(len(pattern)):
        if at in found and pattern[at] == "**":
            found.add(at + 1)
    return found
