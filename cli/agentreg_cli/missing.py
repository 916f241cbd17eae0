"""What release notes lack: the files that could not be compared, named where the notes are."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.columns import wrapped
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.markdown import code
from agentreg.review.values import Gap

TITLE = "Missing from these notes, for it could not be compared"

MOST_GAPS = 20
"""So many files are named in Markdown, which a forge cuts where it is long."""


def missing_lines(gaps: tuple[Gap, ...], columns: int) -> Iterator[Line]:
    """The files as labelled lines, safe to show; none without a gap."""
    if gaps:
        yield from wrapped([Piece(TITLE, Label.HIGH)], columns)
    for gap in gaps:
        yield from wrapped([Piece(gap.place, Label.PATH), Piece(f": {gap.told}")], columns, "  ")


def missing_markdown(gaps: tuple[Gap, ...]) -> str:
    """The files as a section of Markdown, names and reasons in inline code; empty without a gap."""
    if not gaps:
        return ""
    lines = [f"- {code(gap.place)}: {code(gap.told)}" for gap in gaps[:MOST_GAPS]]
    if len(gaps) > MOST_GAPS:
        lines.append(f"- and {len(gaps) - MOST_GAPS} more")
    return "\n".join((f"### {TITLE}\n", *lines, ""))
