"""Characters that draw nothing, and where they are part of an emoji: light, because every report asks."""

from __future__ import annotations

# All of Default_Ignorable_Code_Point, first and last (Unicode, DerivedCoreProperties.txt): what is drawn as
# nothing even by a font that lacks it, and what is reserved for such.
_IGNORABLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
# Marks around an annotation: hidden where they are not understood (The Unicode Standard, 23.8).
_ANNOTATION = (0xFFF9, 0xFFFB)
# A set, because a regex of such ranges takes 20 ms to compile.
UNSEEN = frozenset(chr(code) for first, last in (*_IGNORABLE, _ANNOTATION) for code in range(first, last + 1))
"""All that nobody sees; control characters and blanks are not among them."""

SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""The code points of the variation selectors, VS1 to VS16 and VS17 to VS256 (PropList.txt)."""

_SELECTORS = frozenset(chr(code) for codes in SELECTORS for code in codes)
_EMOJI_FORM = "\ufe0f"
# They have an emoji form, with the cap of a key behind it or without (emoji-variation-sequences.txt).
_KEYS = frozenset("0123456789#*")


def is_plain(text: str) -> bool:
    """Whether every character of a text is a line feed, a tab, or can be seen."""
    printable = text.replace("\n", "").replace("\t", "").isprintable()
    return printable and (text.isascii() or UNSEEN.isdisjoint(text))


def is_selector(char: str) -> bool:
    """Whether a character is a variation selector: it says how the one before it is drawn."""
    return char in _SELECTORS


def is_emoji(char: str) -> bool:
    """Whether a character is in one of the blocks of emoji, where the newest ones are as well."""
    if "\u203c" <= char <= "\u3299":
        return char not in UNSEEN
    return is_new_emoji(char) or char in ("©", "®")


def is_new_emoji(char: str) -> bool:
    """Whether a character is in a block that has room for emoji to come."""
    return "\U0001f000" <= char <= "\U0001faff"


def is_part_of_emoji(text: str, place: int) -> bool:
    """Whether a selector or joiner stands where emoji are written with one (UTS #51)."""
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    match text[place]:
        case "\ufe0e" | "\ufe0f":
            return (before in _KEYS or is_emoji(before)) and not is_selector(after)
        case "\u200d":
            return (is_emoji(before) or before == _EMOJI_FORM) and is_emoji(after)
        case _:
            return False
