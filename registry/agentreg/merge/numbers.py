"""Numbers of items and titles, which follow from their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from agentreg.formats.patterns import pattern
from agentreg.model.document import split_lines

# A line feed to begin with is found at once, where the begin of a line would be tried at every character.
_NUMBER = pattern(
    r"\n(?:([ \t]*)\d{1,9}[.)][ \t]"
    r"|( {0,3}#{1,6}[ \t]+)(?:\d{1,3}[.)]|((?:step|phase|stage|part)[ \t]+)\d{1,3}[.):]?)[ \t])",
    re.IGNORECASE,
)


def unnumbered(text: str) -> str:
    """Lines without the number of an item or of a title, which follows from its place."""
    return _NUMBER.sub(r"\n\1\2\3", f"\n{text}")[1:]


@lru_cache(maxsize=8)
def unnumbered_lines(text: str) -> tuple[str, ...]:
    """The lines of a text without these numbers; the checks of a merge ask the same few texts in turn."""
    return tuple(split_lines(unnumbered(text)))


def misnumbered(text: str, base: str, sides: Sequence[str]) -> bool:
    """Whether numbers in a text merged by lines do not follow each other, though they do on both sides.

    Args:
        text: The merged text.
        base: The common text.
        sides: Ours and theirs.
    """
    before = _numbered(base)
    if any(_numbered(side) == before for side in sides):
        return False
    # Only where both sides changed numbers, which is seldom: a driver of Git is one start a file.
    from agentreg.merge.items import out_of_order

    return out_of_order(text) > max(map(out_of_order, sides))


def _numbered(text: str) -> list[str]:
    plain = unnumbered_lines(text)
    return [line for line, bare in zip(split_lines(text), plain, strict=True) if bare != line]
