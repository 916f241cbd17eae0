"""Where merged fields stand, and what becomes of the comments and blank lines between them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from agentreg.merge.body import merge_text
from agentreg.merge.values import Clash


def merge_order(keys: AbstractSet[str], ours: Iterable[str], theirs: Iterable[str]) -> list[str]:
    """The order of ours; a key that ours lacks follows the one before it in theirs, and our own news.

    Args:
        keys: The keys to arrange.
        ours: The keys of ours, in order.
        theirs: The keys of theirs, in order.
    """
    others = dict.fromkeys(theirs)
    order = [key for key in ours if key in keys]
    places = dict(zip(reversed(order), reversed(range(len(order))), strict=True))
    news: dict[int, list[str]] = {}
    at = 0
    for key in others:
        if key in places:
            at = places[key] + 1
        elif key in keys:
            while at < len(order) and order[at] not in others:
                at += 1
            news.setdefault(at, []).append(key)
    return [key for at in range(len(order) + 1) for key in (*news.get(at, ()), *order[at : at + 1])]


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
