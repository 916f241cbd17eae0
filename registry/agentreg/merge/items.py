"""Lines seen as items of lists: what an item says, apart from its number, its bullet and its indentation.

A numbered title (`## 2. Plan`, `### Step 3: Build`) is an item among those of its level.

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

# A bare number that begins a title must have a mark: `## 3 ways to fail` is no third section.
_TITLE = pattern(
    r"( {0,3}#{1,6}[ \t]+)(?:(\d{1,3})([.)])|((?:step|phase|stage|part)[ \t]+)(\d{1,3})([.):]?))"
    r"([ \t]+)(?=\S)",
    re.IGNORECASE,
)
_ITEM = pattern(r"([ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(?=\S)")


# One more than the levels of titles.
_LOWEST_TITLE = 7


class Shape(NamedTuple):
    """How an item begins, but for its number.

    Attributes:
        indent: What stands before the mark; of a title its `#` and its label word too.
        mark: `-`, `*`, `+`; behind a number `.`, `)`, `:` or nothing.
    """

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
        title = self.shape.indent if "#" in self.shape.indent else ""
        return True, self.number > 0, title + self.rest.rstrip()


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
        last = self._last.get(_rank(line))
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
        last = self._last.get(_rank(line))
        goes_on = last is not None and (line.link is Link.RESUMED or last.section == self._section)
        number = last.number + 1 if last and goes_on else line.first
        return line if number == line.number else rewritten(line._replace(number=number))

    def place(self, line: Line) -> None:
        """Go on behind a line: what is nested below an item begins anew, and a list behind a paragraph."""
        rank = _rank(line)
        if line.shape is None or rank < 0:
            self._section += line.raw[:1] not in (" ", "\t", "\r", "\n", "")
        if line.shape is None:
            return
        # Lists go on across titles, titles across lists.
        self._last = {known: last for known, last in self._last.items() if known < rank or known >= 0 > rank}
        if line.number:
            self._last[rank] = _Placed(line.number, line.first, self._section)


def _rank(line: Line) -> int:
    """How deep an item is nested, in columns; negative for titles, the highest lowest."""
    if line.shape is None:
        return 0
    level = line.shape.indent.count("#")
    return level - _LOWEST_TITLE if level else len(line.shape.indent.expandtabs(4))


def read_lines(text: str) -> list[Line]:
    """The lines of a text; what stands in a fence is never an item."""
    return list(_linked(_lines(split_lines(text))))


def out_of_order(text: str) -> int:
    """How many items and titles have a number that neither begins a list nor follows the one before."""
    return sum(
        line.number > 0 and (line.link is Link.WRITTEN or (line.link is Link.FIRST and line.number > 1))
        for line in read_lines(text)
    )


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
        title = _TITLE.match(text) if outside and "#" in text else None
        yield _item(text, item) if item else _title(text, title) if title else Line(text, text)


def _item(text: str, found: re.Match[str]) -> Line:
    indent, bullet, number, delimiter, gap = found.groups()
    # A number written with leading zeros could not be written again from its value.
    if number and (number[0] == "0" or len(gap) > 4):
        return Line(text, text)
    shape = Shape(indent, bullet or delimiter)
    return Line(text, text[found.end() :], shape, gap, int(number or 0))


def _title(text: str, found: re.Match[str]) -> Line:
    number, mark, word, labelled, behind, gap = found.groups()[1:]
    if (number or labelled)[0] == "0":
        return Line(text, text)
    shape = Shape(found[1] + (word or ""), mark or behind or "")
    return Line(text, text[found.end() :], shape, gap, int(number or labelled))


def _linked(lines: Iterable[Line]) -> Iterator[Line]:
    numbering = Numbering()
    for line in lines:
        linked = numbering.linked(line)
        numbering.place(linked)
        yield linked
