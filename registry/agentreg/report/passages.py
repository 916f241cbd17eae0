"""What a change says: the words that differ are shown, and what is left out of them is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Area
from agentreg.diff.words import Fate
from agentreg.model.document import split_lines
from agentreg.report.columns import shortened, width, wrapped
from agentreg.report.inline import brief, inline, is_rewritten, runs_of, side
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page

# A passage with more lines than this is cut, unless all detail is asked for.
MOST_LINES = 6

INDENT = " " * 8

# What differs in these is a value as a whole, not some words of it, while it is short.
_VALUED = (Area.IDENTITY, Area.TOOLS, Area.MODEL, Area.METADATA)


class _Passage(NamedTuple):
    """A text that is shown as one, from its beginning.

    Attributes:
        paragraphs: What it says, each on lines of its own.
        mark: What its first line begins with.
    """

    paragraphs: tuple[tuple[Piece, ...], ...]
    mark: Piece = Piece("")


def render_texts(change: Change, page: Page) -> Iterator[Line]:
    """What a change says, as lines."""
    for passage in _passages(change, page):
        yield from _lines(passage, page)


def _passages(change: Change, page: Page) -> Iterator[_Passage]:
    before, after = change.before, change.after
    if change.area is Area.FORMAT or (change.area is Area.TOOLS and not (before and after)):
        # The kind and the subject say it all.
        return
    if before == after and page.detail is Detail.NORMAL:
        # Nothing of it differs: its beginning says which text it is.
        yield _Passage(((Piece(shortened(before, page.columns - len(INDENT))),),))
    elif before == after or not (before and after):
        yield _Passage(tuple((Piece(line),) for line in split_lines(before or after)))
    elif change.area in _VALUED and width(before + after) <= page.columns:
        yield _Passage(((Piece(before, Label.REMOVED), Piece(" -> "), Piece(after, Label.ADDED)),))
    else:
        yield from _edited(change, page)


def _edited(change: Change, page: Page) -> Iterator[_Passage]:
    runs = runs_of(change.before, change.after)
    if is_rewritten(runs):
        yield _Passage((side(runs, Fate.REMOVED),), Piece("- ", Label.REMOVED))
        yield _Passage((side(runs, Fate.ADDED),), Piece("+ ", Label.ADDED))
    else:
        yield _Passage((inline(brief(runs) if page.detail is Detail.NORMAL else runs),))


def _lines(passage: _Passage, page: Page) -> Iterator[Line]:
    pad = " " * len(passage.mark.text)
    lines = [
        line for paragraph in passage.paragraphs for line in wrapped(paragraph, page.columns, INDENT + pad)
    ]
    if passage.mark.text:
        lines[:1] = [(Piece(INDENT), passage.mark, *line[1:]) for line in lines[:1]]
    # One line is shown rather than counted.
    most = MOST_LINES if page.detail is Detail.NORMAL and len(lines) > MOST_LINES + 1 else len(lines)
    yield from lines[:most]
    if most < len(lines):
        hidden = f"({_characters(lines[most:])} more characters; -v shows all)"
        yield from wrapped([Piece(hidden, Label.FAINT)], page.columns, INDENT + pad)


def _characters(lines: Iterable[Line]) -> int:
    """How much text stands in lines, without their indentation."""
    return sum(len(piece.text) for line in lines for piece in line[1:])
