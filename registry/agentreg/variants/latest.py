"""Bases without regard to ranges: the newest of each, whatever the manifest allows."""

from __future__ import annotations

from agentreg.variants.indexed import NEWEST
from agentreg.variants.lock import LockEntry
from agentreg.variants.standing import Base, Bases


class LatestBases:
    """Answers as other bases do, but always with the newest revision."""

    def __init__(self, bases: Bases) -> None:
        self._bases = bases

    def locked(self, entry: LockEntry) -> bytes:
        """The text that a lock entry names."""
        return self._bases.locked(entry)

    def newest(self, base: str, version: str) -> Base | None:
        """The newest revision of a base; None when its source no longer has it."""
        del version
        return self._bases.newest(base, NEWEST)

    def deleted(self, base: str) -> bool:
        """Whether a base was in its source once, and was deleted there."""
        return self._bases.deleted(base)

    def check_origin(self, origin: str) -> None:
        """Refuse a base that no source ever had."""
        self._bases.check_origin(origin)

    def is_of(self, entry: LockEntry, base: str) -> bool:
        """Whether a lock entry is of this base under a former name."""
        return self._bases.is_of(entry, base)

    def descendant(self, entry: LockEntry, version: str) -> Base | None:
        """The newest revision of the agent that a lock entry is of."""
        del version
        return self._bases.descendant(entry, NEWEST)

    def behind(self, entry: LockEntry, newest: Base) -> int | None:
        """How many revisions lie between a locked base and a newer one."""
        return self._bases.behind(entry, newest)

    def is_older(self, entry: LockEntry, newest: Base) -> bool:
        """Whether the newest base is older than the one that is locked."""
        return self._bases.is_older(entry, newest)
