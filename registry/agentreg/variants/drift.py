"""How a variant stands to its base: a pure function of three texts."""

from __future__ import annotations

from enum import StrEnum

from agentreg.variants.lock import fingerprint


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


def overlay_drift(*, rendering: bytes, file: bytes | None, written: str, settled: bool) -> Drift:
    """Tell how a variant that is made from an overlay stands to its base.

    Args:
        rendering: What the overlay makes of the newest base.
        file: The variant's text; None when there is no such file.
        written: The fingerprint of the text that was written last.
        settled: Whether the lock names the newest base and what is made of it.
    """
    if file is None:
        return Drift.MISSING
    if _plain(file) == _plain(rendering):
        return Drift.CURRENT if settled else Drift.BEHIND
    return Drift.BEHIND if fingerprint(file) == written else Drift.DIVERGED


def _plain(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")
