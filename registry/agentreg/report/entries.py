"""One change as lines: its name, what it says on the same line where that fits, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.document import LineIndex, Span
from agentreg.records import NamedTuple
from agentreg.report.columns import folded, shortened_before_host, width
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Page
from agentreg.report.passages import below, on_one_line, passages
from agentreg.review.values import AgentReview
from agentreg.rules.finding import Finding

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

    def of_finding(self, finding: Finding) -> str:  # noqa: ARG002  see FilePlaces
        """Where a finding stands that is about no single change: lines alone say too little there."""
        return ""

    def _of(self, change: Change) -> str:
        spans = (change.before_span, change.after_span)
        numbers = [
            str(lines.line(span.start)) for lines, span in zip(self._lines, spans, strict=True) if span
        ]
        return f"line {' -> '.join(dict.fromkeys(numbers))}" if numbers else ""


class FilePlaces(Places):
    """The same with the file: `agents/worker.md:12`, where a terminal or an editor can follow it."""

    def __init__(self, agent: AgentReview) -> None:
        super().__init__(agent)
        self._agent = agent

    def of_finding(self, finding: Finding) -> str:
        """Where a finding stands that is about no single change."""
        return self._at(finding.before_span, finding.after_span)

    def _of(self, change: Change) -> str:
        return self._at(change.before_span, change.after_span)

    def _at(self, old: Span | None, new: Span | None) -> str:
        before, after = self._agent.before, self._agent.after
        if after and new:
            return f"{after.path}:{self._lines[1].line(new.start)}"
        # What is gone stands in the tree before only.
        return f"{before.label}:{self._lines[0].line(old.start)}" if before and old else ""


class Entry(NamedTuple):
    """How a change begins.

    Attributes:
        start: The first line up to the change's name; its last piece is cut where it does not fit.
        place: Where the change stands; empty for nowhere.
        indent: What the lines below begin with.
        gap: What stands before the place.
    """

    start: Line
    place: str
    indent: str
    gap: str = "  "


def render_name(entry: Entry, page: Page) -> Iterator[Line]:
    """The first line, without what the change says; two where name and place do not fit one."""
    *front, name = entry.start
    taken = sum(width(piece.text) for piece in front) + len(entry.gap) + len(entry.place)
    cut = Piece(shortened_before_host(name.text, max(LEAST_NAME, page.columns - taken)), name.label)
    yield from folded((*front, cut, *tail(entry)), page.columns)


def render_entry(entry: Entry, change: Change, page: Page) -> Iterator[Line]:
    """All lines of a change."""
    found = passages(change, page)
    text = on_one_line(found)
    if text is not None:
        line = (*entry.start, Piece(": "), *text, *tail(entry))
        if sum(width(piece.text) for piece in line) <= page.columns:
            yield line
            return
    yield from render_name(entry, page)
    yield from below(found, page, entry.indent, gone=not change.after)


def tail(entry: Entry) -> Line:
    """Where a change stands, as the end of its first line."""
    return (Piece(f"{entry.gap}{entry.place}", Label.FAINT),) if entry.place else ()
