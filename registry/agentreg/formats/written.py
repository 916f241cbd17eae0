"""Where the characters of a field's value stand in the file."""

from __future__ import annotations

from agentreg.model.document import Span
from agentreg.model.fields import Scalar, Style

_ESCAPED_BLANKS = ("\\n", "\\t", "\\r")
_MARKS = "\\'\""


def place_in_file(text: str, scalar: Scalar, piece: Span) -> Span | None:
    """Find a piece of a value in the file.

    Args:
        text: The whole file.
        scalar: The value; its folds, quotes and escapes are not in `scalar.text`.
        piece: Offsets into `scalar.text`; begins and ends with a character that is no blank.

    Returns:
        Offsets into the file, or None when the value is written in a way that is not followed.
    """
    start, value = scalar.span.start, scalar.text
    if scalar.style in (Style.LITERAL, Style.FOLDED):
        # The line of the mark, `>-` or `|`, is no part of the value.
        start = text.find("\n", start, scalar.span.end) + 1
    written = text[start : scalar.span.end]
    as_it_is = written.find(value)
    if as_it_is >= 0:
        start += as_it_is
        return Span(start + piece.start, start + piece.end)
    places = _places(value[: piece.end], written)
    if places is None or piece.start >= piece.end:
        return None
    return Span(start + places[piece.start], start + places[piece.end - 1] + 1)


def _places(value: str, written: str) -> list[int] | None:
    """The offset in the written form of each character of a value; blanks have that of the next character."""
    places: list[int] = []
    position = 0
    for character in value:
        if character.isspace():
            places.append(position)
            continue
        position = _next(character, written, position)
        if position < 0:
            return None
        places.append(position)
        position += 1
    return places


def _next(character: str, written: str, position: int) -> int:
    """Where a character is written, at or behind a position: only blanks and escapes may stand between."""
    while position < len(written):
        if written[position] == character:
            return position
        if written.startswith(_ESCAPED_BLANKS, position):
            position += 2
        elif written[position].isspace() or written[position] in _MARKS:
            position += 1
        else:
            return -1
    return -1
