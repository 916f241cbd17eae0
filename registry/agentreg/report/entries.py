"""One change as lines: its name, what it says on the same line where that fits, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.document import LineIndex
from agentreg.records import NamedTuple
from agentreg.report.columns import folded, shortened, width
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Page
from agentreg.report.passages import below, on_one_line, passages
from agentreg.review.values import AgentReview

# A name is not cut below so many columns, however long the place behind it is.
LEAST_NAME = 12


class Places:
    """The line numbers of an agent's changes."""

    def __init__(self, agent: AgentReview) -> None:
        self._lines = tuple(LineIndex(side.text if side else "") for side in (agent.before, agent.after))

    def of(self, changes: list[Change]) -> str:
        """`line 12`, or `line 12 -> 40` where the number differs; empty for different places."""
        found = {self._of(change) for change in changes}
        return found.pop() if len(found) == 1 else ""

    def _of(self, change: Change) -> str:
        spans = (change.before_span, change.after_span)
        numbers = [
            str(lines.line(span.start)) for lines, span in zip(self._lines, spans, strict=True) if span
        ]
        return f"line {' -> '.join(dict.fromkeys(numbers))}" if numbers else ""


class Entry(NamedTuple):
    """How a change begins.

    Attributes:
        start: The first line up to the change's name; its last piece is cut where it does not fit.
        place: Where the change stands; empty for nowhere.
        indent: What the lines below begin with.
    """

    start: Line
    place: str
    indent: str


def render_name(entry: Entry, page: Page) -> Iterator[Line]:
    """The first line, without what the change says; two where name and place do not fit one."""
    *front, name = entry.start
    taken = sum(width(piece.text) for piece in front) + len(entry.place) + 2
    cut = Piece(shortened(name.text, max(LEAST_NAME, page.columns - taken)), name.label)
    yield from folded((*front, cut, *_tail(entry)), page.columns)


def render_entry(entry: Entry, change: Change, page: Page) -> Iterator[Line]:
    """All lines of a change."""
    found = passages(change, page)
    text = on_one_line(found)
    if text is not None:
        line = (*entry.start, Piece(": "), *text, *_tail(entry))
        if sum(width(piece.text) for piece in line) <= page.columns:
            yield line
            return
    yield from render_name(entry, page)
    yield from below(found, page, entry.indent, gone=not change.after)


def _tail(entry: Entry) -> Line:
    return (Piece(f"  {entry.place}", Label.FAINT),) if entry.place else ()
