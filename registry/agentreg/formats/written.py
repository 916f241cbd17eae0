"""Where the characters of a field's value stand in the file."""

from __future__ import annotations

from collections.abc import Sequence

from agentreg.model.fields import Scalar, Style

_ESCAPED_BLANKS = ("\\n", "\\t", "\\r")
_MARKS = "\\'\""


def offsets_in_file(text: str, scalar: Scalar) -> Sequence[int]:
    """Follow a value through its folds, quotes and escapes.

    Args:
        text: The whole file.
        scalar: The value.

    Returns:
        For each character of `scalar.text` its offset in the file, for a blank that of the next character.
        Shorter than the value where it is written in a way that is not followed.
    """
    start, value = scalar.span.start, scalar.text
    if scalar.style in (Style.LITERAL, Style.FOLDED):
        # The line of the mark, `>-` or `|`, is no part of the value.
        start = text.find("\n", start, scalar.span.end) + 1
    written = text[start : scalar.span.end]
    as_it_is = written.find(value)
    if as_it_is >= 0:
        return range(start + as_it_is, start + as_it_is + len(value))
    offsets: list[int] = []
    position = 0
    for character in value:
        if not character.isspace():
            position = _next(character, written, position)
            if position < 0:
                break
        offsets.append(start + position)
        position += not character.isspace()
    return offsets


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
