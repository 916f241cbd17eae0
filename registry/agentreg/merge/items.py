"""Lines seen as list items: what an item says, apart from its number, its bullet and its indentation.

Numbers are derived: an item that follows the one before it is numbered anew after a merge.
Bullets and indentation are form: where one side changed them, the other side's words are brought into line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from agentreg.merge.fences import outside_fences
from agentreg.merge.markers import split_lines

_ITEM = re.compile(r"([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(?=\S)")


class Shape(NamedTuple):
    """How an item begins, but for its number: `-`, `*`, `+`, `.` (for `1.`) or `)`."""

    indent: str
    mark: str


class Line(NamedTuple):
    """One line.

    Attributes:
        raw: The line as written.
        rest: What follows the mark; the whole line when it is no item.
        shape: How the item begins; None when it is none.
        gap: The blanks after the mark.
        number: The number written, 0 without one.
        follows: Whether the number is one more than that of the item before it, so that it can be derived.
    """

    raw: str
    rest: str
    shape: Shape | None = None
    gap: str = ""
    number: int = 0
    follows: bool = False

    @property
    def says(self) -> tuple[bool, bool, str]:
        """What makes two lines the same: kind of item and text."""
        if self.shape is None:
            return False, False, self.raw
        return True, self.number > 0, self.rest.rstrip()


class Numbering:
    """Follows the numbers of a text's items, line by line."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def next(self, shape: Shape) -> int:
        """The number that an item continuing the list would have; 0 where it would begin one."""
        last = self._last.get(_width(shape))
        return 0 if last is None else last + 1

    def place(self, shape: Shape, number: int) -> None:
        """Note an item's number, 0 for a bullet: items nested deeper begin anew after it."""
        width = _width(shape)
        self._last = {known: last for known, last in self._last.items() if known < width}
        if number:
            self._last[width] = number


def _width(shape: Shape) -> int:
    return len(shape.indent.expandtabs(4))


def read_lines(text: str) -> list[Line]:
    """The lines of a text; what stands in a fence is never an item."""
    return list(_numbered(_lines(split_lines(text))))


def write_lines(lines: Iterable[Line]) -> str:
    """The text of merged lines, with derived numbers written anew."""
    return "".join(line.raw for line in renumbered(lines, Numbering()))


def renumbered(lines: Iterable[Line], numbering: Numbering) -> Iterator[Line]:
    """The lines with derived numbers put right, continuing a numbering."""
    for line in lines:
        if line.shape is None:
            yield line
            continue
        number = (numbering.next(line.shape) or line.number) if line.follows else line.number
        numbering.place(line.shape, number)
        yield line if number == line.number else rewritten(line._replace(number=number))


def rewritten(line: Line) -> Line:
    """An item with its raw text made from its parts."""
    if line.shape is None:
        return line
    mark = f"{line.number}{line.shape.mark}" if line.number else line.shape.mark
    return line._replace(raw=f"{line.shape.indent}{mark}{line.gap}{line.rest}")


def _lines(raw: Sequence[str]) -> Iterator[Line]:
    for text, outside in zip(raw, outside_fences(raw), strict=True):
        item = _ITEM.match(text) if outside else None
        yield _item(text, item) if item else Line(text, text)


def _item(text: str, found: re.Match[str]) -> Line:
    indent, bullet, number, delimiter, gap = found.groups()
    # A number written with leading zeros could not be written again from its value.
    if number and (number[0] == "0" or len(gap) > 4):
        return Line(text, text)
    shape = Shape(indent, bullet or delimiter)
    return Line(text, text[found.end() :], shape, gap, int(number or 0))


def _numbered(lines: Iterable[Line]) -> Iterator[Line]:
    numbering = Numbering()
    for line in lines:
        if line.shape is None:
            yield line
            continue
        follows = line.number > 0 and line.number == numbering.next(line.shape)
        numbering.place(line.shape, line.number)
        yield line._replace(follows=follows)
