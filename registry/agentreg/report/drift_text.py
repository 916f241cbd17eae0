"""The drift of many projects as labelled lines: a matrix where it fits, else groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agentreg.report.columns import GAP, safe, width
from agentreg.report.drift import NONE, UNREAD, Matrix, Row, cell_drift, cell_word, grouped, tally
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.visible import visible_line
from agentreg.variants.drift import SETTLED, Drift

LABELS = {
    Drift.CURRENT: Label.OK,
    Drift.MODIFIED: Label.LOW,
    Drift.BEHIND: Label.MEDIUM,
    Drift.DIVERGED: Label.MEDIUM,
    Drift.RENAMED: Label.MOVED,
    Drift.MISSING: Label.HIGH,
    Drift.ORPHANED: Label.HIGH,
    Drift.UNREADABLE: Label.HIGH,
}
_INDENT = "  "

Table = Sequence[Sequence[Piece]]


def render_drift(matrix: Matrix, room: int | None) -> Iterator[Line]:
    """The drift of several projects.

    Args:
        matrix: What to show.
        room: The columns that a line may take; None for any number.

    Yields:
        A row per project and a column per base where that fits; else a row per base; else, project by
        project, which bases stand how, with how far behind; those that need nobody are only counted.
    """
    rows = _table(matrix)
    corner, *others = rows[0]
    turned = list(zip([corner._replace(text="base"), *others], *rows[1:], strict=True))
    for table in (rows, turned):
        if room is None or _breadth(table) <= room:
            yield from _aligned(table)
            return
    yield from _groups(matrix, room or 0)


def _table(matrix: Matrix) -> list[list[Piece]]:
    headers = [safe(name, Label.HEADING) for name in ("repository", *matrix.bases)]
    return [headers, *([safe(row.survey.name), *_cells(row)] for row in matrix.rows)]


def _cells(row: Row) -> Iterator[Piece]:
    for cell in row.cells:
        word = cell_word(row, cell)
        drift = cell_drift(cell)
        none = Label.HIGH if word == UNREAD else Label.FAINT
        yield safe(word, LABELS[drift] if drift else none)


def _widths(table: Table) -> list[int]:
    return [max(width(piece.text) for piece in column) for column in zip(*table, strict=True)]


def _breadth(table: Table) -> int:
    widths = _widths(table)
    return sum(widths) + GAP * (len(widths) - 1)


def _aligned(table: Table) -> Iterator[Line]:
    widths = _widths(table)
    for *pieces, last in table:
        padded = (_padded(piece, size) for piece, size in zip(pieces, widths, strict=False))
        yield (*(part for pair in padded for part in pair), last)


def _padded(piece: Piece, size: int) -> tuple[Piece, Piece]:
    """A piece and the blanks after it, which have no colour."""
    return piece, Piece(" " * (size - width(piece.text) + GAP))


def _groups(matrix: Matrix, room: int) -> Iterator[Line]:
    names = max(width(visible_line(row.survey.name)) for row in matrix.rows)
    for row in matrix.rows:
        name = safe(row.survey.name, Label.NAME)
        lines = list(_group(row, matrix.bases))
        # Beside long names no room would be left for what is said of them.
        if names > room // 3:
            yield (name,)
            yield from ((Piece(_INDENT), *line) for line in lines)
            continue
        first, blank = _padded(name, names), Piece(" " * (names + GAP))
        yield from ((*(first if place == 0 else (blank,)), *line) for place, line in enumerate(lines))


def _group(row: Row, bases: Sequence[str]) -> Iterator[Line]:
    """One project: which bases stand how, and how many need nobody."""
    if row.survey.error:
        yield (Piece("could not be read", Label.HIGH),)
        return
    unsettled = [group for group in grouped(row, bases) if group.drift not in SETTLED]
    longest = max((len(group.drift) for group in unsettled), default=0)
    for group in unsettled:
        told = ", ".join(f"{base} {behind}" if behind else base for base, behind in group.members)
        yield (*_padded(Piece(group.drift, LABELS[group.drift]), longest), safe(told))
    settled = [f"{count} {drift}" for drift, count in tally([row.survey]).items() if drift in SETTLED]
    if settled or not unsettled:
        yield (Piece(", ".join(settled) or NONE, Label.FAINT),)
