"""Characters that nobody sees and a model reads, wherever they stand in a definition.

Tag characters, variation selectors and what no character is assigned to can spell whole texts; bidirectional
controls show a text in another order than it is read; the others part a word so that no search finds it.
Source: all of `formats.unseen`, and Bidi_Control (PropList.txt) of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from agentreg.formats.spelled import spelled_by_any, spelled_by_selectors, spelled_by_tags
from agentreg.formats.unseen import UNSEEN, is_emoji, is_part_of_emoji, is_selector
from agentreg.model.document import BOM, Span
from agentreg.records import NamedTuple


class HiddenKind(StrEnum):
    """What hides; the value is the word shown."""

    TAGS = "tag characters"
    SELECTORS = "variation selectors"
    DIRECTION = "bidirectional controls"
    CONTROLS = "control characters"
    UNASSIGNED = "unassigned characters"
    INVISIBLE = "invisible characters"


class Hidden(NamedTuple):
    """A run of hidden characters of one kind.

    Attributes:
        kind: What they are.
        span: Where they stand.
        spelled: The text that they spell; empty when it is none.
    """

    kind: HiddenKind
    span: Span
    spelled: str = ""


_TAGS = range(0xE0000, 0xE0080)
_CODES = {
    HiddenKind.TAGS: (_TAGS,),
    HiddenKind.SELECTORS: (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)),
    HiddenKind.DIRECTION: ((0x061C, 0x200E, 0x200F), range(0x202A, 0x202F), range(0x2066, 0x206A)),
    # Tabs and line ends are text.
    HiddenKind.CONTROLS: (range(0x09), (0x0B, 0x0C), range(0x0E, 0x20), range(0x7F, 0xA0)),
    # Reserved to draw nothing, should they ever be assigned.
    HiddenKind.UNASSIGNED: (
        (0x2065,), range(0xFFF0, 0xFFF9), range(0xE0080, 0xE0100), range(0xE01F0, 0xE1000),
    ),
}  # fmt: skip
_KINDS = dict.fromkeys(UNSEEN, HiddenKind.INVISIBLE) | {
    chr(code): kind for kind, groups in _CODES.items() for group in groups for code in group
}
# England, Scotland and Wales are the only flags that are spelled by tags (emoji-sequences.txt).
_FLAGS = [
    "\U0001f3f4" + "".join(chr(_TAGS.start + ord(letter)) for letter in region) + "\U000e007f"
    for region in ("gbeng", "gbsct", "gbwls")
]
_TEXT_SELECTOR = "\ufe0e"
_JOINERS = "\u200b\u200c\u200d"
# From Arabic to Georgian, Khmer to Mongolian and so on: scripts that join or part letters by joiners.
_JOINING = (range(0x0600, 0x10A0), range(0x1780, 0x18B0), range(0x1950, 0x1CD0), range(0xA800, 0xAC00))
_PRESENTED = (range(0xFB50, 0xFF00), range(0x11000, 0x12000))
# Mathematical operators, kana, ideographs: what is written in variants.
_VARYING = (range(0x2200, 0x2300), range(0x3000, 0xA000), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))


def find_hidden(text: str) -> tuple[Hidden, ...]:
    """Find what a text hides.

    Args:
        text: A whole file: a byte order mark at its start is form.

    Returns:
        Runs in the order of the text. What belongs to an emoji or is needed to write a language is none.
    """
    found: list[tuple[HiddenKind, Span]] = []
    for place in _places(text):
        kind = _KINDS[text[place]]
        if found and found[-1][0] is kind and found[-1][1].end == place:
            found[-1] = kind, Span(found[-1][1].start, place + 1)
        else:
            found.append((kind, Span(place, place + 1)))
    return tuple(Hidden(kind, span, _spelled(kind, span.of(text))) for kind, span in found)


def _places(text: str) -> Iterator[int]:
    present = [char for char in set(text) if char in _KINDS]
    if not present:
        return
    flags = {place for flag in _FLAGS for place in _inside(flag, text)} if _FLAGS[0][-1] in present else set()
    for found in re.finditer(f"[{re.escape(''.join(present))}]", text):
        place = found.start()
        if not (place in flags or is_part_of_emoji(text, place) or _is_needed(text, place)):
            yield place


def _inside(flag: str, text: str) -> Iterator[int]:
    for found in re.finditer(flag, text):
        yield from range(*found.span())


def _is_needed(text: str, place: int) -> bool:
    """Whether a language or a sign is written with such a character there."""
    char, before, after = text[place], text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    if char == BOM:
        return place == 0
    if char in _JOINERS:
        return any(_is_in(near, (*_JOINING, *_PRESENTED)) for near in (before, after))
    if "\u180b" <= char <= "\u180f":
        return _is_in(before, _JOINING)
    if char == _TEXT_SELECTOR and is_emoji(before):
        return not is_selector(after)
    return "\ufe00" <= char <= _TEXT_SELECTOR and _is_in(before, _VARYING) and not is_selector(after)


def _is_in(char: str, ranges: tuple[range, ...]) -> bool:
    # Characters that hide are no letters: a run of joiners must not vouch for itself.
    return bool(char) and char not in _KINDS and any(ord(char) in codes for codes in ranges)


def _spelled(kind: HiddenKind, run: str) -> str:
    match kind:
        case HiddenKind.TAGS:
            return spelled_by_tags(run)
        case HiddenKind.SELECTORS:
            return spelled_by_selectors(run)
        case HiddenKind.UNASSIGNED | HiddenKind.INVISIBLE:
            return spelled_by_any(run)
        case _:
            return ""
