"""Text on a terminal: how wide it is, and how it breaks into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from agentreg.diff.words import split_wide
from agentreg.report.labels import Line, Piece
from agentreg.report.visible import visible_line

_WORD = re.compile(r"\s+|\S+")


def width(text: str) -> int:
    """The columns that a text takes on a terminal; wide characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def shortened(text: str, columns: int) -> str:
    """One visible line of at most so many columns; what was cut is marked by an ellipsis."""
    line = visible_line(" ".join(text.split()))
    if width(line) <= columns:
        return line
    while line and width(line) > columns - 1:
        line = line[: -max(1, (width(line) - columns) // 2)]
    return f"{line.rstrip()}…"


def wrapped(pieces: Iterable[Piece], columns: int, indent: str = "") -> Iterator[Line]:
    """Break labelled text into lines at its blanks.

    Args:
        pieces: The text; line ends in it count as blanks.
        columns: The width of the terminal.
        indent: What every line begins with.

    Yields:
        Lines, safe to show; a word wider than the terminal stands alone.
    """
    line: list[Piece] = []
    used = width(indent)
    for piece in pieces:
        for token in _tokens(visible_line(piece.text)):
            if used + width(token) > columns and line and not token.isspace():
                yield _finished(line, indent)
                line, used = [], width(indent)
            if line or not token.isspace():
                line.append(Piece(token, piece.label))
                used += width(token)
    if line:
        yield _finished(line, indent)


def _tokens(text: str) -> Iterator[str]:
    """Words and blanks; scripts that are written without blanks can break after any character."""
    for token in _WORD.findall(text):
        yield from split_wide(token)


def _finished(tokens: list[Piece], indent: str) -> Line:
    """Tokens of one label joined, blanks at the end left out."""
    while tokens and tokens[-1].text.isspace():
        tokens.pop()
    pieces = [Piece(indent)] if indent else []
    for token in tokens:
        if pieces and pieces[-1].label is token.label and len(pieces) > (1 if indent else 0):
            pieces[-1] = Piece(pieces[-1].text + token.text, token.label)
        else:
            pieces.append(token)
    return tuple(pieces)
