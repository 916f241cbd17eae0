"""Paths on disk, whatever stands there."""

from __future__ import annotations

from pathlib import Path


def resolved(path: Path) -> Path:
    """A path without links and dots; one that leads nowhere (a loop of links, a NUL) only made absolute."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        # Before Python 3.13 a loop is a RuntimeError.
        return path.absolute()
