"""Bytes that are no UTF-8, as a person can find them; they stand in a text as lone surrogates."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.model.diagnostic import Diagnostic, Trouble

_BYTE = pattern("[\udc80-\udcff]")
_UTF_16 = ("\udcff\udcfe", "\udcfe\udcff")
_HINT = "save the file as UTF-8"


def undecoded(text: str) -> Diagnostic | None:
    """The first byte of a text that is no UTF-8; None where there is none.

    Args:
        text: What was decoded with `surrogateescape`.
    """
    found = _BYTE.search(text)
    if found is None:
        return None
    if text.startswith(_UTF_16):
        return Diagnostic(Trouble.INVALID_UTF8, 1, "the file is written in UTF-16, not UTF-8", _HINT)
    line = text.count("\n", 0, found.start()) + 1
    byte = ord(found.group()) & 0xFF
    return Diagnostic(Trouble.INVALID_UTF8, line, f"byte 0x{byte:02X} is no UTF-8", _HINT)


def zero_byte(text: str) -> Diagnostic | None:
    """The first NUL of a text, which no editor writes in UTF-8; None where there is none."""
    place = text.find("\0")
    if place < 0:
        return None
    line = text.count("\n", 0, place) + 1
    hint = "take the byte out; a file full of them is UTF-16: save it as UTF-8"
    return Diagnostic(Trouble.NUL_BYTE, line, "the file holds a NUL byte", hint)
