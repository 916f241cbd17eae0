"""Text as a Markdown parser gets it, in UTF-8, and its places as characters again."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.patterns import pattern

_LONE_RETURN = pattern(r"\r(?!\n)")
_SURROGATE = pattern("[\ud800-\udfff]")


def readable(text: str) -> str:
    """The text as the parser should see it, at the same number of characters."""
    if "\r" in text:
        # Markdown ends a line at a lone carriage return; documents, like editors, do not.
        text = _LONE_RETURN.sub(" ", text)
    # It takes UTF-8 only.
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def character_offsets(source: str, places: Iterable[int], base: int) -> dict[int, int] | range:
    """Which character stands at a byte.

    Args:
        source: What was parsed.
        places: The bytes that matter, each the first of a character.
        base: The character at byte 0.
    """
    if source.isascii():
        return range(base, base + len(source) + 1)
    data = source.encode()
    offsets: dict[int, int] = {}
    position, characters = 0, base
    for place in sorted(set(places)):
        characters += len(data[position:place].decode())
        position = place
        offsets[place] = characters
    return offsets
