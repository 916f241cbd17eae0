"""Frontmatter of one-line values, as most is, read without a YAML parser: loading one costs more than a diff.

What is read here, any YAML parser reads the same; `tests/formats/test_one_line_fields.py` holds it against
libyaml. Whatever may mean more than it says is left to the parser.
"""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.fields import Field, Scalar, Style

# Beyond this the parser's own limits decide.
MOST_CHARACTERS = 16 * 1024

_LINE = pattern(r"([A-Za-z][A-Za-z0-9_-]{0,63}): +([^\r\n]*[^ \r\n]) *\r?\n")
_QUOTES = {"'": Style.SINGLE, '"': Style.DOUBLE}


def read_one_line_fields(text: str, matter: Span) -> tuple[Field, ...]:
    """Read frontmatter that holds nothing but lines of a key and a plain or quoted value.

    Args:
        text: The whole file.
        matter: The text between the fences.

    Returns:
        The fields, their spans offsets into `text`; none where a line holds anything else, or where there is
        no line.
    """
    if matter.end - matter.start > MOST_CHARACTERS or not _is_printable(matter.of(text)):
        return ()
    fields = []
    place = matter.start
    while place < matter.end:
        line = _LINE.match(text, place, matter.end)
        value = line and _scalar(line[2], line.start(2))
        if line is None or value is None:
            return ()
        place = line.end()
        fields.append(Field(line[1], value, Span(*line.span(1)), Span(line.start(), place)))
    return tuple(fields)


def _is_printable(matter: str) -> bool:
    """Whether nothing is in it that YAML forbids, or that some YAML readers take for a line's end."""
    return matter.replace("\r", "").replace("\n", "").isprintable()


def _scalar(written: str, start: int) -> Scalar | None:
    """One value; None when it may be more than what is written."""
    span = Span(start, start + len(written))
    style = _QUOTES.get(written[0])
    if style is None:
        is_plain = written[0].isalnum() and not (": " in written or " #" in written or written[-1] == ":")
        return Scalar(written, Style.PLAIN, span) if is_plain else None
    inner = written[1:-1]
    is_closed = len(written) > 1 and written[-1] == written[0]
    return Scalar(inner, style, span) if is_closed and written[0] not in inner and "\\" not in inner else None
