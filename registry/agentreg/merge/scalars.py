"""Single values: a new text written in the style of the old one."""

from __future__ import annotations

import re

from agentreg.merge.entries import Entry
from agentreg.model.fields import Scalar, Style

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./@-]*(?: [A-Za-z0-9_./@-]+)*")
_QUOTES = {Style.SINGLE: "'", Style.DOUBLE: '"'}


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
    if value.is_null or value.boolean is not None or not value.text.isprintable():
        return ""
    quote = _QUOTES.get(style, "")
    if quote:
        return "" if quote in value.text or "\\" in value.text else quote + value.text + quote
    return value.text if style is Style.PLAIN and _PLAIN.fullmatch(value.text) else ""
