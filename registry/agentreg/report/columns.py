"""Text on a terminal: how wide it is, and how it breaks into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from agentreg.diff.words import split_wide
from agentreg.formats.addresses import host_behind
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.visible import one_line, visible_line

_WORD = re.compile(r"\s+|\S+")
_CLOSING = frozenset(",;:.)")

GAP = 2
"""Blanks between the columns of a table."""

LEAST = 8
"""Columns below which no cell is cut: less says nothing."""


def width(text: str) -> int:
    """The columns that a text takes on a terminal; wide characters take two."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def safe(text: str, label: Label = Label.PLAIN) -> Piece:
    """A piece that stays on its line, as wide as it is shown: names come from files that others write."""
    return Piece(visible_line(text), label)


def shortened(text: str, columns: int) -> str:
    """One visible line of at most so many columns; what was cut is marked by an ellipsis."""
    line = one_line(text)
    if width(line) <= columns:
        return line
    while line and width(line) > columns - 1:
        line = line[: -max(1, (width(line) - columns) // 2)]
    return f"{line.rstrip()}…"


def shortened_before_host(text: str, columns: int) -> str:
    """The same, where the host of an address is kept: a reviewer has to see where it leads."""
    line = one_line(text)
    cut = shortened(line, columns)
    host = host_behind(line, len(cut) - 1) if cut != line else None
    if host is None:
        return cut
    head, rest = line[: host.start], "…" if host.end < len(line) else ""
    room = columns - width(f"{host.of(line)}{rest}")
    return f"{shortened(head, max(room, width(head[: head.rfind('://')]) + LEAST))}{host.of(line)}{rest}"


def wrapped(pieces: Iterable[Piece], columns: int, indent: str = "") -> Iterator[Line]:
    """Break labelled text into lines at its blanks.

    Args:
        pieces: The text; line ends in it count as blanks.
        columns: The width of the terminal.
        indent: What every line begins with; without any, all but the first are indented a little: what
            begins a line in the first column is something new.

    Yields:
        Lines, safe to show; a word wider than the terminal stands alone.
    """
    further = indent or " " * GAP
    line: list[Piece] = []
    used = width(indent)
    for piece in pieces:
        for token in _tokens(visible_line(piece.text)):
            if used + width(token) > columns and line and not token.isspace():
                kept = _taken_along(line, token)
                yield _finished(line, indent)
                indent = further
                line, used = kept, width(indent) + sum(width(one.text) for one in kept)
            if line or not token.isspace():
                line.append(Piece(token, piece.label))
                used += width(token)
    if line:
        yield _finished(line, indent)


def _taken_along(line: list[Piece], token: str) -> list[Piece]:
    """Take the word away from the end of a line that a comma in another colour belongs to."""
    if token not in _CLOSING or len(line) < 2 or line[-1].text.isspace():
        return []
    return [line.pop()]


def folded(line: Line, columns: int) -> Iterator[Line]:
    """Break a line that is too long: what follows hangs below the last piece, or is indented a little.

    Args:
        line: The line as it would be written.
        columns: The width of the terminal.

    Yields:
        The line as it is when it fits; else lines that do, as far as their words allow.
    """
    if sum(width(piece.text) for piece in line) <= columns:
        yield line
        return
    indent = " " * _hang(line, columns)
    tokens: list[Piece] = []
    used = 0
    for piece in line:
        for token in _tokens(visible_line(piece.text)):
            if used + width(token) > columns and used > len(indent) and not token.isspace():
                yield _finished(tokens, "")
                tokens, used = [Piece(indent)], len(indent)
            tokens.append(Piece(token, piece.label))
            used += width(token)
    yield _finished(tokens, "")


def _hang(line: Line, columns: int) -> int:
    """Where the rest of a long line starts: below its last piece, if that leaves room enough."""
    start = len(line[0].text) - len(line[0].text.lstrip(" "))
    last = sum(width(piece.text) for piece in line[:-1])
    longest = max(map(width, line[-1].text.split()), default=0)
    return last if start < last <= min(columns // 2, columns - longest) else start + GAP


def fitted(widths: Sequence[int], room: int, giving: Sequence[int]) -> list[int]:
    """The widths of a table's columns so that a row fits.

    Args:
        widths: What each column would take.
        room: The width of the terminal.
        giving: The columns that may be cut; the widest gives first, none below `LEAST`.

    Returns:
        The widths. The first column is never cut: the half of a line is kept for it, and when that, or what
        the others leave, is not enough, its longer cells need a line of their own.
    """
    found = [min(size, room) for size in widths]
    excess = sum(widths) + GAP * (len(widths) - 1) - room
    if excess <= 0:
        return list(widths)
    found[0] = min(widths[0], room // 2)
    while (excess := sum(found) + GAP * (len(found) - 1) - room) > 0:
        widest = max(giving, key=lambda place: found[place], default=0)
        if not giving or found[widest] <= LEAST:
            found[0] = max(LEAST, found[0] - excess)
            break
        found[widest] -= 1
    return found


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
