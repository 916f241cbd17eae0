"""The format area: what looks different and means the same."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.match import Pair
from agentreg.diff.parts import Parts
from agentreg.diff.units import Outline
from agentreg.model.definition import Definition
from agentreg.model.document import Document, Span

_MARKS = " \t\v\f`*_,;()"
# What stands for a told part: no bytes are read as this half of a pair.
_TOLD = "\ud800"


def compare_form(ledger: Ledger) -> list[Change]:
    """Units that say the same and are written otherwise; neighbours are one change."""
    runs: list[list[Pair]] = []
    for pair in ledger.matching.pairs:
        if _is_told(ledger, pair):
            continue
        last = runs[-1][-1] if runs else None
        if last and (last.before + 1, last.after + 1) == (pair.before, pair.after):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return [_reformatted(ledger, run) for run in runs]


def _is_told(ledger: Ledger, pair: Pair) -> bool:
    one, other = ledger.before.written(pair.before), ledger.after.written(pair.after)
    if one == other or pair.moved:
        return True
    if pair.similarity == 1.0 or pair.before in ledger.loosened:
        return False
    if pair.before not in ledger.resettled:
        return True
    # It was told by its parts; was the rest wrapped or indented anew as well?
    sides = _beside(ledger.parts[0], pair.before), _beside(ledger.parts[1], pair.after)
    return len(sides[0]) == len(sides[1]) and all(map(_is_explained, *sides))


def _beside(parts: Parts, place: int) -> list[str]:
    """The lines of a unit without its told parts; a part takes blanks and marks around it along."""
    lines = parts.side.lines(place)
    pieces, position = [], lines.start
    for told in parts.told_in(place, lines):
        pieces.append(parts.side.text[position : max(position, told.start)].rstrip(_MARKS))
        position = max(position, told.end)
    pieces.append(parts.side.text[position : lines.end])
    rest = _TOLD.join((pieces[0], *(piece.lstrip(_MARKS) for piece in pieces[1:])))
    return [line.rstrip() for line in rest.split("\n") if line.strip(f"{_TOLD}{_MARKS}\r")]


def _is_explained(before: str, after: str) -> bool:
    """Whether nothing of two lines is left to tell: what stands beside a part is told with it."""
    if before == after:
        return True
    if before.replace(_TOLD, " ").split() != after.replace(_TOLD, " ").split():
        return False
    if _TOLD in before and _TOLD in after:
        return True
    return (_TOLD in before or _TOLD in after) and _indent(before) == _indent(after)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _reformatted(ledger: Ledger, run: list[Pair]) -> Change:
    before = _lines(ledger.before, run[0].before, run[-1].before)
    after = _lines(ledger.after, run[0].after, run[-1].after)
    return Change(Kind.REFORMATTED, "text", "", "", before, after, 1.0)


def _lines(side: Outline, first: int, last: int) -> Span:
    return Span(side.lines(first).start, side.lines(last).end)


def compare_files(before: Definition, after: Definition) -> list[Change]:
    """Line ends, byte order mark and encoding; they concern the whole file and have no place in it."""
    one, other = before.document, after.document
    changes = []
    if one.line_ends is not other.line_ends and one.text and other.text:
        changes.append(
            Change(Kind.LINE_ENDS_CHANGED, "line ends", one.line_ends.value, other.line_ends.value)
        )
    if _encoding(one) != _encoding(other):
        changes.append(Change(Kind.ENCODING_CHANGED, "encoding", _encoding(one), _encoding(other)))
    return changes


def _encoding(document: Document) -> str:
    name = "UTF-8" if document.valid_utf8 else "not UTF-8"
    return f"{name} with a byte order mark" if document.has_bom else name
