"""What a run of characters that nobody sees spells, read in the ways in which texts are hidden."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from agentreg.formats.unseen import SELECTORS

_TAGS = 0xE0000
_BLOCK = 0x80
"""Codes are shifted by whole blocks of ASCII."""

_WIDTHS = {2: 1, 4: 2, 16: 4}
"""The bits that a character stands for, by how many different ones there are."""

_DIGITS = "0123456789abcdef"
_LEAST = 24
"""Bits that are no text by chance."""


def spelled_by_tags(run: str) -> str:
    """The ASCII that tag characters stand for."""
    letters = (ord(char) - _TAGS for char in run)
    return "".join(chr(letter) for letter in letters if 0x20 <= letter < 0x7F)


def spelled_by_selectors(run: str) -> str:
    """The bytes that variation selectors stand for, as text; of a single one, nothing."""
    return bytes(map(_byte, run)).decode("utf-8", "ignore") if len(run) > 1 else ""


def spelled_by_any(run: str) -> str:
    """What other characters spell: each a byte, or a few of its bits.

    Returns:
        The first reading that is a text; empty where none is.
    """
    return next(filter(None, map(_text, chain(_shifted(run), _joined(run)))), "")


def _byte(selector: str) -> int:
    """The number of a selector, from 0."""
    first, more = SELECTORS
    code = ord(selector)
    return code - first.start if code in first else code - more.start + len(first)


def _shifted(run: str) -> Iterator[bytes]:
    """The bytes, where each was moved by as much, which only the plane of the tags has room for."""
    low, high = ord(min(run)), ord(max(run))
    if high < _TAGS:
        return
    first = low // _BLOCK * _BLOCK
    for base in (first, first - _BLOCK):
        if base >= _TAGS and high - base < 0x100:
            yield bytes(ord(char) - base for char in run)


def _joined(run: str) -> Iterator[bytes]:
    """The bytes, where each was written as several digits; in the order of Unicode, or the reverse."""
    if len(run) * max(_WIDTHS.values()) < _LEAST:
        return
    signs = sorted(set(run))
    width = _WIDTHS.get(len(signs), 0)
    bits = len(run) * width
    if bits < _LEAST or bits % 8:
        return
    for order in (signs, signs[::-1]):
        digits = run.translate(dict(zip(map(ord, order), _DIGITS, strict=False)))
        yield int(digits, 1 << width).to_bytes(bits // 8, "big")


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if text.replace("\n", "").isprintable() else ""
