"""Characters that show nothing, and where they are part of an emoji: light, because every report asks."""

from __future__ import annotations

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt) less what Python already calls unprintable: marks
# and letters that show nothing. A set, because a regex of such ranges takes 20 ms to compile.
_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
UNSEEN = _LETTERS | _SELECTORS
"""What Python calls printable and nobody sees."""

_KEYCAP = "\u20e3"


def is_plain(text: str) -> bool:
    """Whether every character of a text is a line feed, a tab, or can be seen."""
    printable = text.replace("\n", "").replace("\t", "").isprintable()
    return printable and (text.isascii() or UNSEEN.isdisjoint(text))


def is_selector(char: str) -> bool:
    """Whether a character is a variation selector: it says how the one before it is drawn."""
    return char in _SELECTORS


def is_emoji(char: str) -> bool:
    """Whether a character is in one of the blocks of emoji, where the newest ones are as well."""
    return "\u203c" <= char <= "\u3299" or "\U0001f000" <= char <= "\U0001faff" or char in ("©", "®")


def is_part_of_emoji(text: str, place: int) -> bool:
    """Whether a selector or joiner stands where emoji are written with one: there it hides nothing."""
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    match text[place]:
        case "\ufe0f":
            keycap = before in tuple("0123456789#*") and after == _KEYCAP
            return keycap or (is_emoji(before) and not is_selector(after))
        case "\u200d":
            return (is_emoji(before) or before == "\ufe0f") and is_emoji(after)
        case _:
            return False
