"""Lines seen as list items: what an item says, apart from its number, its bullet and its indentation.

Numbers are derived: an item that follows the one before it is numbered anew after a merge.
Bullets and indentation are form: where one side changed them, the other side's words are brought into line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeVar

from agentreg.formats.fences import outside_fences
from agentreg.formats.patterns import pattern
from agentreg.model.document import split_lines
from agentreg.records import NamedTuple

Trait = TypeVar("Trait")

_ITEM = pattern(r"([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(?=\S)")


class Shape(NamedTuple):
    """How an item begins, but for its number: `-`, `*`, `+`, `.` (for `1.`) or `)`."""

    indent: str
    mark: str


class Link(StrEnum):
    """How an item's number comes about.

    WRITTEN: as its author wished, or it is a bullet. FIRST: no item of its list stands before it.
    NEXT: one more than the item before it. RESUMED: the same, across a heading or paragraph.
    """

    WRITTEN = "written"
    FIRST = "first"
    NEXT = "next"
    RESUMED = "resumed"


class Line(NamedTuple):
    """One line.

    Attributes:
        raw: The line as written.
        rest: What follows the mark; the whole line when it is no item.
        shape: How the item begins; None when it is none.
        gap: The blanks after the mark.
        number: The number written, 0 without one.
        link: How the number comes about.
        first: The number with which its list begins.
    """

    raw: str
    rest: str
    shape: Shape | None = None
    gap: str = ""
    number: int = 0
    link: Link = Link.WRITTEN
    first: int = 0

    @property
    def says(self) -> tuple[bool, bool, str]:
        """What makes two lines the same: kind of item and text."""
        if self.shape is None:
            return False, False, self.raw
        return True, self.number > 0, self.rest.rstrip()


class _Placed(NamedTuple):
    number: int
    first: int
    section: int


class Numbering:
    """Follows the numbers of a text's items, line by line."""

    def __init__(self) -> None:
        self._last: dict[int, _Placed] = {}
        self._section = 0

    def linked(self, line: Line) -> Line:
        """A line as it is read, with the link of its number."""
        last = self._last.get(_width(line))
        if not line.number:
            return line
        if last is None:
            return line._replace(link=Link.FIRST, first=line.number)
        beside, follows = last.section == self._section, line.number == last.number + 1
        if follows:
            link, first = (Link.NEXT, last.first) if beside else (Link.RESUMED, line.number)
        else:
            link, first = (Link.WRITTEN if beside else Link.FIRST), line.number
        return line._replace(link=link, first=first)

    def numbered(self, line: Line) -> Line:
        """A line as it is to be written, with the number that its link gives it here."""
        if line.link is Link.WRITTEN:
            return line
        last = self._last.get(_width(line))
        goes_on = last is not None and (line.link is Link.RESUMED or last.section == self._section)
        number = last.number + 1 if last and goes_on else line.first
        return line if number == line.number else rewritten(line._replace(number=number))

    def place(self, line: Line) -> None:
        """Go on behind a line: what is nested below an item begins anew, and a list behind a paragraph."""
        if line.shape is None:
            self._section += line.raw[:1] not in (" ", "\t", "\r", "\n", "")
            return
        width = _width(line)
        self._last = {known: last for known, last in self._last.items() if known < width}
        if line.number:
            self._last[width] = _Placed(line.number, line.first, self._section)


def _width(line: Line) -> int:
    return len(line.shape.indent.expandtabs(4)) if line.shape else 0


def read_lines(text: str) -> list[Line]:
    """The lines of a text; what stands in a fence is never an item."""
    return list(_linked(_lines(split_lines(text))))


def renumbered(lines: Iterable[Line], numbering: Numbering) -> Iterator[Line]:
    """The lines with derived numbers put right, continuing a numbering."""
    for line in lines:
        placed = numbering.numbered(line)
        numbering.place(placed)
        yield placed


def rewritten(line: Line) -> Line:
    """An item with its raw text made from its parts."""
    if line.shape is None:
        return line
    mark = f"{line.number}{line.shape.mark}" if line.number else line.shape.mark
    return line._replace(raw=f"{line.shape.indent}{mark}{line.gap}{line.rest}")


def three_way(base: Line, ours: Line, theirs: Line) -> Line:
    """One line, each of its traits from the side that changed it; ours where both did."""

    def pick(trait: Callable[[Line], Trait]) -> Trait:
        was, mine, other = trait(base), trait(ours), trait(theirs)
        return other if mine == was else mine

    return rewritten(
        Line(
            raw=pick(lambda line: line.raw),
            rest=pick(lambda line: line.rest),
            shape=pick(lambda line: line.shape),
            gap=pick(lambda line: line.gap),
            number=pick(lambda line: line.number),
            link=pick(lambda line: line.link),
            first=pick(lambda line: line.first),
        )
    )


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


def _linked(lines: Iterable[Line]) -> Iterator[Line]:
    numbering = Numbering()
    for line in lines:
        linked = numbering.linked(line)
        numbering.place(linked)
        yield linked
