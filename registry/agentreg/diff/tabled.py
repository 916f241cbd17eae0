"""The structure area, lists that became tables, and the reverse: the same items, as rows."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change, mirror
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone
from agentreg.diff.tables import Row, rows_of
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind, Constraint

# One row may say what an item said by chance.
_LEAST_ROWS = 2
# "reviewer" in a cell is a name: the other cells say what it is about.
_LEAST_WORDS = 3
# The share of the rows below the head that were items.
_SAME_ROWS = 0.5

_Words = tuple[str, ...]


def compare_tabled(ledger: Ledger) -> list[Change]:
    """Tell a list whose items are the rows of a table now as another form, and what else the rows say."""
    was, now = ledger.lone
    return [*_tabled(was, now), *map(mirror, _tabled(now, was))]


def _tabled(listed: Lone, tabled: Lone) -> Iterator[Change]:
    tables = [place for place in tabled.places if tabled.side.units[place].kind is BlockKind.TABLE]
    for table in sorted(tables):
        items = {
            words: place
            for place in sorted(listed.places, reverse=True)
            if listed.side.units[place].kind is BlockKind.ITEM
            and (words := tuple(told_words(listed.side.units[place].text)))
        }
        rows = rows_of(tabled.side, table)
        found = {at: item for at, row in enumerate(rows) if (item := _item(row, items)) is not None}
        if len(found) >= max(_LEAST_ROWS, _SAME_ROWS * (len(rows) - 1)):
            listed.places.difference_update(found.values())
            tabled.places.remove(table)
            yield from _told(listed, tabled, (table, rows, found))


def _item(row: Row, items: dict[_Words, int]) -> int | None:
    """The item that a row says, as a whole or in one of its cells."""
    cells = (tuple(told_words(cell)) for cell in row.text.split(" | "))
    said = (_words(row), *(words for words in cells if len(words) >= _LEAST_WORDS))
    return next((items[words] for words in said if words in items), None)


def _words(row: Row) -> _Words:
    """What a row says, without its number: that follows from its place."""
    cells = row.text.split(" | ")
    return tuple(told_words(" ".join(cell for cell in cells if not cell.strip(" .#").isdigit())))


def _told(listed: Lone, tabled: Lone, table: tuple[int, list[Row], dict[int, int]]) -> Iterator[Change]:
    place, rows, found = table
    lines = [listed.side.lines(item) for item in found.values()]
    hull = Span(min(span.start for span in lines), max(span.end for span in lines))
    yield Change(Kind.REFORMATTED, "text", "", "", hull, tabled.side.lines(place), 1.0)
    for at, row in enumerate(rows):
        item = listed.side.units[found[at]] if at in found else None
        words = tuple(told_words(item.text)) if item else ()
        demanded = [one for one in _constraints(tabled, place, row) if tuple(told_words(one.text)) != words]
        for one in demanded if words != _words(row) else ():
            yield Change(Kind.CONSTRAINT_ADDED, "constraint", "", one.text, after_span=one.span)
        if item is not None and words != _words(row):
            texts = item.text, row.text
            yield Change(Kind.CONTENT_EDITED, row.name, *texts, item.span, row.span, alike(*texts))
        elif item is None and at and not demanded:
            yield Change(Kind.CONTENT_ADDED, row.name, "", row.text, after_span=row.span)


def _constraints(tabled: Lone, place: int, row: Row) -> list[Constraint]:
    found = tabled.side.constraints[place]
    return [one for one in found if row.span.start <= one.span.start < row.span.end]
