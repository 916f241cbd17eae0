"""Where merged fields stand, and what becomes of the comments and blank lines between them."""

from __future__ import annotations

from collections.abc import Collection

from agentreg.merge.body import merge_text
from agentreg.merge.values import Clash


def merge_order(keys: Collection[str], ours: Collection[str], theirs: Collection[str]) -> list[str]:
    """The order of ours; a key that ours lacks follows the one before it in theirs, and our own news.

    Args:
        keys: The keys to arrange.
        ours: The keys of ours, in order.
        theirs: The keys of theirs, in order.
    """
    order = [key for key in ours if key in keys]
    at = 0
    for key in theirs:
        if key in order:
            at = order.index(key) + 1
        elif key in keys:
            while at < len(order) and order[at] not in theirs:
                at += 1
            order.insert(at, key)
            at += 1
    return order


def merge_trivia(base: str, ours: str, theirs: str) -> str:
    """Merge comments and blank lines; they cannot conflict: where both sides changed them, all news stay."""
    if theirs == base or ours == theirs:
        return ours
    if ours == base:
        return theirs
    parts = merge_text(base, ours, theirs)
    return "".join(part if isinstance(part, str) else part.ours + _new(part) for part in parts)


def _new(clash: Clash) -> str:
    known = {*clash.base.split("\n"), *clash.ours.split("\n")}
    return "".join(f"{line}\n" for line in clash.theirs.split("\n")[:-1] if line not in known)
