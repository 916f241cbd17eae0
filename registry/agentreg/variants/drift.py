"""How a variant stands to its base: a pure function of three texts."""

from __future__ import annotations

from enum import StrEnum


class Drift(StrEnum):
    """Where a variant stands; the value is the word shown."""

    CURRENT = "current"
    BEHIND = "behind"
    MODIFIED = "modified"
    DIVERGED = "diverged"
    MISSING = "missing"
    ORPHANED = "orphaned"
    RENAMED = "renamed upstream"
    UNREADABLE = "unreadable"


SETTLED = frozenset({Drift.CURRENT, Drift.MODIFIED})
"""What `status --check` lets pass: a project's own edits are what variants are for."""


def drift(*, base: bytes | None, latest: bytes | None, file: bytes | None, renamed: str = "") -> Drift:
    """Tell how a variant stands to its base; line ends do not count.

    A file that already equals the latest text, while the lock names an older one, is behind: the lock is.

    Args:
        base: The base text that the lock names; None when it cannot be read.
        latest: The newest base text that the variant accepts; None when the base is gone from its source.
        file: The variant's text; None when there is no such file.
        renamed: What the base is called now, when that is another name than the variant's project uses.
    """
    if file is None:
        return Drift.MISSING
    if base is None:
        return Drift.UNREADABLE
    if latest is None:
        return Drift.ORPHANED
    if renamed:
        return Drift.RENAMED
    modified = _plain(file) not in (_plain(base), _plain(latest))
    if has_news(base, latest):
        return Drift.DIVERGED if modified else Drift.BEHIND
    return Drift.MODIFIED if modified else Drift.CURRENT


def has_news(base: bytes, latest: bytes) -> bool:
    """Whether a base went on since it was locked; line ends do not count."""
    return _plain(base) != _plain(latest)


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")
