"""What became of the branch of a sync at the remote."""

from __future__ import annotations

from enum import StrEnum


class Push(StrEnum):
    """What became of a branch at the remote; the value is the word shown."""

    NEW = "new"
    MOVED = "moved on"
    SAME = "up to date"


def push_between(before: str, now: str) -> Push:
    """What a push has done.

    Args:
        before: The commit that the branch was at; empty where it was not there.
        now: The commit that it is at.
    """
    if not before:
        return Push.NEW
    return Push.SAME if before == now else Push.MOVED
