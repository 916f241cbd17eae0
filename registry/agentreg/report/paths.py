"""How files moved, told once for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind

_KINDS = (Kind.FILE_MOVED, Kind.COPIED)


def moved_paths(changes: Sequence[Change]) -> str:
    """`agents/ -> plugins/*/agents/ (84)` for files that moved or were copied; empty for anything else."""
    if changes[0].kind not in _KINDS:
        return ""
    before, after = (
        _common(paths) for paths in zip(*((change.before, change.after) for change in changes), strict=True)
    )
    word = "moved" if changes[0].kind is Kind.FILE_MOVED else "copied"
    return f"files {word}: {before} -> {after} ({len(changes)})"


def _common(paths: Sequence[str]) -> str:
    """What folders have in common, part by part; `*` where they differ."""
    folders = [path.split("/")[:-1] for path in paths]
    if len({len(folder) for folder in folders}) > 1:
        return "several folders"
    parts = ("*" if len(set(column)) > 1 else column[0] for column in zip_longest(*folders))
    return "".join(f"{part}/" for part in parts) or "./"
