"""Single values: a new text written in the style of the old one."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.merge.entries import Entry
from agentreg.model.fields import Scalar, Style

# What YAML takes for a text wherever it stands: no digit in front, no mark that means something.
_PLAIN = pattern(r"[A-Za-z_][A-Za-z0-9_./@*()-]*(?: [A-Za-z0-9_./@*()-]+)*")
QUOTES = {Style.SINGLE: "'", Style.DOUBLE: '"'}


def is_plain(text: str) -> bool:
    """Whether a text needs no quotes, in a list or out of it."""
    return _PLAIN.fullmatch(text) is not None


def quoted(text: str, quote: str) -> str:
    """A text between quotes; empty when it would need escapes there."""
    return "" if quote in text or "\\" in text or not text.isprintable() else quote + text + quote


def restyled(ours: Entry, theirs: Entry) -> str:
    """The lines of ours with the value of theirs, quoted as ours is.

    Returns:
        The lines; empty when the values are no single-line texts or the new one would need another style.
    """
    mine, other = ours.value, theirs.value
    if not isinstance(mine, Scalar) or not isinstance(other, Scalar):
        return ""
    written = _written(other, mine.style)
    if not written or "\n" in mine.span.of(ours.source) or not mine.span.of(ours.source):
        return ""
    start, end = (offset - ours.span.start for offset in mine.span)
    return ours.text[:start] + written + ours.text[end:]


def _written(value: Scalar, style: Style) -> str:
    if value.is_null or value.boolean is not None:
        return ""
    if style in QUOTES:
        return quoted(value.text, QUOTES[style])
    return value.text if style is Style.PLAIN and is_plain(value.text) else ""
