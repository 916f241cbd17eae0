"""The texts of an agent side by side, as HTML: what differs is marked by word, what stayed is folded."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from agentreg.diff.words import Fate, Run, compare_words
from agentreg.report.counts import plural
from agentreg.report.html import lines, text
from agentreg.report.inline import is_rewritten
from agentreg.report.side_by_side import Line, Part, Row, side_by_side
from agentreg.report.visible import visible
from agentreg.review.values import AgentReview

# So many lines that stayed are shown around one that differs.
CONTEXT = 3

# Fewer lines than this are shown rather than folded.
LEAST_FOLDED = 3

FRONTMATTER = "frontmatter"
PROMPT = "prompt"


class Anchors:
    """The lines that findings lead to: they are shown, and can be gone to."""

    def __init__(self, agent: str, before: Container[int], after: Container[int]) -> None:
        self._agent = agent
        self._before, self._after = before, after

    def leads_to(self, row: Row) -> bool:
        """Whether a finding is about a line of a row."""
        return bool(self.before(row.before) or self.after(row.after))

    def before(self, line: Line | None) -> str:
        """The id of a line before; empty for one that nothing leads to."""
        return f"{self._agent}-was-{line.number}" if line and line.number in self._before else ""

    def after(self, line: Line | None) -> str:
        """The same of a line after."""
        return f"{self._agent}-now-{line.number}" if line and line.number in self._after else ""


def render_texts(agent: AgentReview, anchors: Anchors) -> Iterator[str]:
    """Both texts of an agent, part by part.

    Args:
        agent: The agent.
        anchors: The lines that are shown whether they differ or not.

    Yields:
        Lines of HTML.
    """
    if agent.layout is None:
        return
    sides = side_by_side(agent.before, agent.after, agent.layout)
    parts = [(place, part) for place, part in enumerate(sides) if part.rows]
    kind = "part" if agent.before and agent.after else "part alone"
    for is_told, group in groupby(parts, lambda item: _is_told(item[1], anchors)):
        if not is_told:
            yield _fold([row for _, part in group for row in part.rows])
            continue
        for place, part in group:
            yield f'<div class="{kind}"><h4>{_title(place, part)}</h4>'
            yield from _rows(part.rows, anchors)
            yield "</div>"


def _is_told(part: Part, anchors: Anchors) -> bool:
    return part.moved or any(not row.is_same or anchors.leads_to(row) for row in part.rows)


def _title(place: int, part: Part) -> str:
    title = text(part.title) if part.title else (FRONTMATTER, PROMPT)[min(place, 1)]
    return f'{title} <span class="moved">moved</span>' if part.moved else title


def _rows(rows: Sequence[Row], anchors: Anchors) -> Iterator[str]:
    shown = _shown(rows, anchors)
    for is_shown, group in groupby(enumerate(rows), lambda item: item[0] in shown):
        stretch = [row for _, row in group]
        if is_shown or len(stretch) < LEAST_FOLDED:
            yield from (_row(row, anchors) for row in stretch)
        else:
            yield _fold(stretch)


def _shown(rows: Sequence[Row], anchors: Anchors) -> set[int]:
    told = (place for place, row in enumerate(rows) if not row.is_same or anchors.leads_to(row))
    return {near for place in told for near in range(place - CONTEXT, place + CONTEXT + 1)}


def _fold(rows: Sequence[Row]) -> str:
    count = f"{plural(len(rows), 'line')} that stayed"
    content = lines("\n".join(row.after.text for row in rows if row.after))
    return f'<details class="fold"><summary>{count}</summary><pre>{content}</pre></details>'


def _row(row: Row, anchors: Anchors) -> str:
    was, now = anchors.before(row.before), anchors.after(row.after)
    if row.before is None or row.after is None:
        cells = _alone("was", row.before, was) + _alone("now", row.after, now)
        return f'<div class="row">{cells}</div>'
    if row.is_same:
        content = lines(row.before.text)
        cells = _cell("was", row.before, was, content) + _cell("now", row.after, now, content)
        return f'<div class="row same">{cells}</div>'
    runs = compare_words(visible(row.before.text), visible(row.after.text))
    cells = _cell("was", row.before, was, _words(runs, Fate.REMOVED))
    cells += _cell("now", row.after, now, _words(runs, Fate.ADDED))
    return f'<div class="row{" anew" if is_rewritten(runs) else ""}">{cells}</div>'


def _alone(kind: str, line: Line | None, anchor: str) -> str:
    if line is None:
        return ""
    tag = "del" if kind == "was" else "ins"
    return _cell(kind, line, anchor, f"<{tag}>{lines(line.text)}</{tag}>")


def _cell(kind: str, line: Line, anchor: str, content: str) -> str:
    named = f' id="{anchor}"' if anchor else ""
    return f'<div class="{kind}" data-line="{line.number}"{named}>{content}</div>'


def _words(runs: Sequence[Run], fate: Fate) -> str:
    """One side of an edited line, its own words marked."""
    tag = "del" if fate is Fate.REMOVED else "ins"
    return "".join(
        lines(run.text) if run.fate is Fate.KEPT else f"<{tag}>{lines(run.text)}</{tag}>"
        for run in runs
        if run.fate in (Fate.KEPT, fate)
    )
