"""Where a language or a sign is written with a character that draws nothing: there it hides nothing.

Sources: UAX #9, 2.6 (marks of direction), UAX #31, 2.3 (joiners), UTS #37 and the Ideographic Variation
Database, StandardizedVariants.txt, The Unicode Standard, 23.4 (variation selectors).
"""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.formats.unseen import UNSEEN, is_part_of_emoji, is_selector
from agentreg.model.document import BOM

_JOINERS = "\u200b\u200c\u200d"
# From Arabic to Georgian, Khmer to Mongolian and so on: scripts that join or part letters by joiners.
_JOINING = (range(0x0600, 0x10A0), range(0x1780, 0x18B0), range(0x1950, 0x1CD0), range(0xA800, 0xAC00))
_PRESENTED = (range(0xFB50, 0xFF00), range(0x11000, 0x12000))
_MONGOLIAN = range(0x1800, 0x18B0)
_IDEOGRAPHS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x3FFFE))
# Mathematical operators, wide marks, Myanmar, Phags-pa, hieroglyphs: what is written in variants.
_VARYING = (
    *(range(0x2200, 0x2300), range(0x3000, 0x3400), range(0xFF00, 0xFFF0), range(0x1000, 0x10A0)),
    *(range(0xA840, 0xA880), range(0x13000, 0x13460), *_IDEOGRAPHS),
)
# Of VS1 to VS16 these have another meaning than that of emoji; of the others, those that the database uses.
_STANDARD, _REGISTERED = range(0xFE00, 0xFE03), range(0xE0100, 0xE0120)
_MARKS = "\u200e\u200f\u061c"
_RIGHT_TO_LEFT = pattern(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Beside plain letters all others hide.
_FIT_FOR_ASCII = f"{_MARKS}\ufe0e\ufe0f"
_NEAR = 40
"""Characters on either side of a mark, in its line, in which there is text that runs from right to left."""


def is_lawful(text: str, place: int) -> bool:
    """Whether a language, a sign or an emoji is written with such a character there.

    Args:
        text: A whole file: a byte order mark at its start is form.
        place: Where the character stands.

    Returns:
        False also for a soft hyphen, which depends on the word: see `agentreg.formats.soft_hyphens`.
    """
    char, before, after = text[place], text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if char == BOM:
        return place == 0
    if (before + after).isascii() and char not in _FIT_FOR_ASCII:
        return False
    if char in _MARKS:
        return _turns(text, place, before, after)
    if char in _JOINERS and any(_is_in(near, (*_JOINING, *_PRESENTED)) for near in (before, after)):
        return True
    if "\u180b" <= char <= "\u180f":
        return _is_in(before, (_MONGOLIAN,))
    if is_selector(char) and _is_variant(char, before):
        return not is_selector(after)
    return is_part_of_emoji(text, place)


def _turns(text: str, place: int, before: str, after: str) -> bool:
    """Whether a mark can turn something: alone, beside what has no direction of its own, near such text."""
    if not UNSEEN.isdisjoint((before, after)) or (before.isalpha() and after.isalpha()):
        return False
    around = text[max(0, place - _NEAR) : place].rpartition("\n")[2], text[place + 1 : place + 1 + _NEAR]
    return any(_RIGHT_TO_LEFT.search(near) for near in (around[0], around[1].partition("\n")[0]))


def _is_variant(selector: str, base: str) -> bool:
    code = ord(selector)
    if code in _REGISTERED:
        return _is_in(base, _IDEOGRAPHS)
    return code in _STANDARD and _is_in(base, _VARYING)


def _is_in(char: str, ranges: tuple[range, ...]) -> bool:
    # What hides is no letter: a run of joiners must not vouch for itself.
    return bool(char) and char not in UNSEEN and any(ord(char) in codes for codes in ranges)
