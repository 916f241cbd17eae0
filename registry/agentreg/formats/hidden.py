"""Characters that nobody sees and a model reads, wherever they stand in a definition.

Tag characters, variation selectors and what no character is assigned to can spell whole texts; bidirectional
controls show a text in another order than it is read; the others part a word so that no search finds it.
Source: all of `formats.unseen`, and Bidi_Control (PropList.txt) of Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import filterfalse, groupby

from agentreg.formats.lawful import is_lawful
from agentreg.formats.soft_hyphens import SOFT_HYPHEN, lawful_hyphens
from agentreg.formats.spelled import spelled_by_any, spelled_by_selectors, spelled_by_tags
from agentreg.formats.unseen import SELECTORS, UNSEEN
from agentreg.model.document import Span
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
    HiddenKind.SELECTORS: SELECTORS,
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


def find_hidden(text: str) -> tuple[Hidden, ...]:
    """Find what a text hides.

    Args:
        text: A whole file: a byte order mark at its start is form.

    Returns:
        Runs in the order of the text. What belongs to an emoji or is needed to write a language is none.
    """
    present = [char for char in set(text) if char in _KINDS]
    if not present:
        return ()
    lawful = _lawful_beforehand(text)
    found: list[Hidden] = []
    for run in re.finditer(f"[{re.escape(''.join(present))}]+", text):
        start, end = run.span()
        if end - start > 1:
            found += _by_kind(text, *_without_lawful(text, Span(start, end), lawful))
        elif not (start in lawful or is_lawful(text, start)):
            kind = _KINDS[text[start]]
            found.append(Hidden(kind, Span(start, end), _spelled(kind, text[start])))
    return tuple(found)


def _lawful_beforehand(text: str) -> frozenset[int]:
    """Where characters are lawful that depend on more than those beside them."""
    flags = (range(*found.span()) for flag in _FLAGS if flag in text for found in re.finditer(flag, text))
    hyphens = lawful_hyphens(text) if SOFT_HYPHEN in text else frozenset[int]()
    return hyphens.union(*flags)


def _without_lawful(text: str, run: Span, lawful: frozenset[int]) -> Span:
    """A run without what is lawful at its ends: what has another of its kind on both sides is not."""

    def is_form(place: int) -> bool:
        return place in lawful or is_lawful(text, place)

    start, end = run
    start = next(filterfalse(is_form, range(start, end)), end)
    # The one found hides, whatever stands behind it.
    end = next(filterfalse(is_form, range(end - 1, start, -1)), start) + 1 if start < end else end
    return Span(start, end)


def _by_kind(text: str, start: int, end: int) -> Iterator[Hidden]:
    for kind, group in groupby(text[start:end], _KINDS.__getitem__):
        chars = "".join(group)
        yield Hidden(kind, Span(start, start + len(chars)), _spelled(kind, chars))
        start += len(chars)


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
