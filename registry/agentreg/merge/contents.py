"""One piece of a prompt merged: its mark, its number and its words each from the side that changed them."""

from __future__ import annotations

from collections.abc import Sequence

from agentreg.diff.units import PROSE
from agentreg.merge.items import Line, three_way
from agentreg.merge.lines import Edit, Origin, merge3, never_apart
from agentreg.merge.pieces import Piece
from agentreg.merge.wording import merge_wording
from agentreg.model.document import split_lines
from agentreg.model.prompt import BlockKind


def merge_piece(base: Piece | None, ours: Piece | None, theirs: Piece | None) -> Sequence[Line] | None:
    """Merge three versions of a piece.

    Args:
        base: In the base; None when it is new.
        ours: In ours; None when ours does not have it. So for theirs.
        theirs: In theirs.

    Returns:
        Its lines; None where both sides changed it in ways that only a person can join.
    """
    if theirs is None or ours is None or base is None:
        one = ours or theirs
        return one.lines if one else ()
    if theirs.raw in (base.raw, ours.raw) or ours.raw == base.raw:
        taken = theirs if ours.raw == base.raw else ours
        return [_linked(taken.lines[0], base, ours, theirs), *taken.lines[1:]]
    if not (base.kind == ours.kind == theirs.kind and base.depth == ours.depth == theirs.depth):
        return None
    return _prose(base, ours, theirs) if base.kind in PROSE else _by_line(base, ours, theirs)


def _linked(line: Line, base: Piece, ours: Piece, theirs: Piece) -> Line:
    """The number of an item follows from its place, or does not, as the side says that changed it."""
    was, mine, other = (piece.lines[0] for piece in (base, ours, theirs))
    decided = other if (mine.link, mine.first) == (was.link, was.first) else mine
    return line._replace(link=decided.link, first=decided.first) if line.number else line


def _prose(base: Piece, ours: Piece, theirs: Piece) -> Sequence[Line] | None:
    merged = merge_wording(*(_words(piece) for piece in (base, ours, theirs)))
    if merged is None or not merged.strip():
        return None
    first, *more = split_lines(merged)
    opening = three_way(*(piece.lines[0]._replace(rest=first) for piece in (base, ours, theirs)))
    if opening.shape is None:
        opening = opening._replace(raw=first)
    return [opening, *(Line(line, line) for line in more)]


def _words(piece: Piece) -> str:
    return piece.lines[0].rest + "".join(line.raw for line in piece.lines[1:])


def _by_line(base: Piece, ours: Piece, theirs: Piece) -> Sequence[Line] | None:
    """Fences by line; rows of a table are independent of one another."""
    rows = base.kind is BlockKind.TABLE
    keys = [[_row(line.raw) if rows else line.raw for line in piece.lines] for piece in (base, ours, theirs)]
    stretches = merge3(*keys, apart=_different_rows if rows else never_apart)
    if any(stretch.origin is Origin.CONFLICT for stretch in stretches):
        return None
    return [line for stretch in stretches for line in stretch.taken(ours.lines, theirs.lines)]


def _row(raw: str) -> tuple[str, ...]:
    """What the cells of a row say: how wide they are drawn is form."""
    return tuple(cell.strip().strip("-") for cell in raw.strip().strip("|").split("|"))


def _different_rows(left: Edit, right: Edit) -> bool:
    return all(edit.after_end - edit.after_start <= edit.end - edit.start for edit in (left, right))
