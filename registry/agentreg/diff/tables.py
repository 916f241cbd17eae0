"""The structure area, tables: which rows came, went, changed their place or say something else."""

from __future__ import annotations

from itertools import groupby

from agentreg.diff.align import Match, common, in_order, similar
from agentreg.diff.changes import Change, mirror
from agentreg.diff.contents import name as unit_name
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Part, both
from agentreg.diff.match import Pair
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired
from agentreg.formats.blocks import table_rows
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

# With less of its rows left a table is another one, and told as a whole.
SAME_TABLE = 0.5
# A row is called by its first cell, as far as that fits.
LONGEST_NAME = 40


class Row(NamedTuple):
    """A row, and the title of the section that its table is in."""

    text: str
    span: Span
    section: str

    @property
    def name(self) -> str:
        """By what it is called."""
        first = next((cell for cell in self.text.split(" | ") if cell.strip()), "")
        return f"row {first[:LONGEST_NAME]}{self.section}"


Rows = list[Row]
_Told = tuple[Change, Part]


def compare_tables(ledger: Ledger) -> list[Change]:
    """Tell row by row what differs in tables that kept their place and most of their rows."""
    told: list[_Told] = []
    for pair in ledger.edited.values():
        kinds = ledger.before.units[pair.before].kind, ledger.after.units[pair.after].kind
        if kinds == (BlockKind.TABLE, BlockKind.TABLE) and not pair.moved:
            told += _compare(ledger, pair)
    ledger.tell(part for _, part in told)
    return [change for change, _ in told]


def _compare(ledger: Ledger, pair: Pair) -> list[_Told]:
    old, new = rows_of(ledger.before, pair.before), rows_of(ledger.after, pair.after)
    matches = _matches(old, new)
    if len(matches) < SAME_TABLE * min(len(old), len(new)) or _columns(old) != _columns(new):
        return []
    kept = {match.before for match in matches}, {match.after for match in matches}
    told: list[_Told] = [(change, (change.before_span, None)) for change in _gone(old, kept[0])]
    told += [(mirror(change), (None, change.before_span)) for change in _gone(new, kept[1])]
    if len(in_order([match.after for match in matches])) < len(matches):
        return _reordered(ledger, pair) if sorted(_texts(old)) == sorted(_texts(new)) else []
    for match in matches:
        one, other = old[match.before], new[match.after]
        if one.text != other.text and ledger.differs_beside(one.span, other.span):
            told.append((_edited(one, other), (one.span, other.span)))
    return told


def rows_of(side: Outline, place: int) -> Rows:
    """The rows of a table, its head first.

    Args:
        side: The prompt.
        place: The table's place among its units.
    """
    unit = side.units[place]
    section = f" in {side.prompt.sections[unit.section].title}" if unit.section >= 0 else ""
    start = unit.span.start
    return [
        Row(text, Span(start + span.start, start + span.end), section)
        for text, span in table_rows(unit.span.of(side.text))
    ]


def _texts(rows: Rows) -> list[str]:
    return [row.text for row in rows]


def _columns(rows: Rows) -> int:
    return rows[0].text.count(" | ") if rows else 0


def _matches(old: Rows, new: Rows) -> list[Match]:
    """Which row became which; the reversed comparison gives the same pairs."""
    texts = _texts(old), _texts(new)
    if texts[0] > texts[1]:
        return sorted(Match(match.after, match.before, match.similarity) for match in _matches(new, old))
    still = Unpaired(len(old), len(new))
    still.take(common(*texts))
    still.take_equal((texts[0].__getitem__, texts[1].__getitem__))
    for gap in still.gaps((range(len(old)), range(len(new)))):
        still.take(similar(gap, *texts))
    return sorted(still.found.values())


def _reordered(ledger: Ledger, pair: Pair) -> list[_Told]:
    one, other = ledger.before.units[pair.before], ledger.after.units[pair.after]
    spans = one.span, other.span
    name = f"rows of {unit_name(ledger.before, range(pair.before, pair.before + 1))}"
    return [(Change(Kind.CONTENT_MOVED, name, one.text, other.text, *spans, 1.0), spans)]


def _gone(rows: Rows, kept: set[int]) -> list[Change]:
    """Neighbours that are gone are one change."""
    changes = []
    for is_kept, group in groupby(enumerate(rows), key=lambda at: at[0] in kept):
        if not is_kept:
            run = [row for _, row in group]
            name = run[0].name if len(run) == 1 else f"{len(run)} rows{run[0].section}"
            span = Span(run[0].span.start, run[-1].span.end)
            changes.append(Change(Kind.CONTENT_REMOVED, name, "\n".join(_texts(run)), before_span=span))
    return changes


def _edited(one: Row, other: Row) -> Change:
    spans = one.span, other.span
    return Change(
        Kind.CONTENT_EDITED,
        both(one.name, other.name),
        one.text,
        other.text,
        *spans,
        alike(one.text, other.text),
    )
