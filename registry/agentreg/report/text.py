"""A review as text for a terminal: headline, findings, changes by area. Labels, never colours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from agentreg.diff.changes import Area, Change
from agentreg.model.document import LineIndex
from agentreg.report.columns import shortened, width, wrapped
from agentreg.report.inline import inline, is_rewritten
from agentreg.report.labels import Label, Line, Piece
from agentreg.review import AgentReview, Review
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES

# An area with more changes than this is folded, unless all detail is asked for.
MOST_CHANGES = 8
MOST_LINES = 6

INDENT = " " * 8

# What differs in these is a value as a whole, not some words of it.
_VALUED = (Area.MODEL, Area.METADATA)

_SEVERITY_LABELS = {severity: Label(severity.value) for severity in Severity}
_RULES = {rule.id: rule for rule in RULES}


class Detail(Enum):
    """How much is shown."""

    NORMAL = "normal"
    ALL = "all"


class Page(NamedTuple):
    """What the text is to fit.

    Attributes:
        columns: The width of the terminal.
        detail: How much is shown.
    """

    columns: int = 80
    detail: Detail = Detail.NORMAL


def render_text(review: Review, page: Page) -> Iterator[Line]:
    """A review as labelled lines.

    Args:
        review: What to show; what did not change is never shown.
        page: What the text is to fit.

    Yields:
        Lines, safe to show.
    """
    for place, agent in enumerate(review.agents):
        if place:
            yield ()
        yield from render_agent(agent, page)
    if len(review.agents) + review.unchanged > 1:
        if review.agents:
            yield ()
        yield (Piece(_total(review), Label.FAINT),)


def _total(review: Review) -> str:
    changed = len(review.agents)
    return f"{changed} agent{'' if changed == 1 else 's'} changed, {review.unchanged} unchanged"


def render_agent(agent: AgentReview, page: Page) -> Iterator[Line]:
    """One agent: its headline, its findings, its changes."""
    yield from wrapped(_headline(agent), page.columns)
    yield from wrapped([Piece(_where(agent), Label.FAINT)], page.columns, "  ")
    yield from _findings(agent, page)
    yield from render_changes(agent, page)


def render_changes(agent: AgentReview, page: Page) -> Iterator[Line]:
    """The changes of one agent, folded by area."""
    for area, changes in groupby(agent.changes, lambda change: change.area):
        yield from _area(area, list(changes), agent, page)


def _headline(agent: AgentReview) -> list[Piece]:
    pieces = [Piece(agent.name or "(no name)", Label.NAME)]
    if agent.severity:
        pieces += [Piece("  "), Piece(agent.severity.upper(), _SEVERITY_LABELS[agent.severity])]
    facts = [_verdict(agent)]
    if agent.gained:
        verb = "gains" if agent.before else "may"
        facts.append(f"{verb} {', '.join(agent.gained)}")
    if agent.lost and agent.after:
        facts.append(f"loses {', '.join(agent.lost)}")
    if agent.findings:
        facts.append(f"{agent.bump} bump")
    return [*pieces, Piece("  "), Piece("; ".join(fact for fact in facts if fact))]


def _verdict(agent: AgentReview) -> str:
    if agent.before is None:
        return "new"
    if agent.after is None:
        return "gone"
    return "only the formatting differs" if agent.is_reformatted_only else ""


def _where(agent: AgentReview) -> str:
    labels = [side.label for side in (agent.before, agent.after) if side]
    return " -> ".join(dict.fromkeys(labels))


def _findings(agent: AgentReview, page: Page) -> Iterator[Line]:
    """By severity; several of one rule are one entry. Notes repeat what the changes say."""
    shown = [finding for finding in agent.findings if _is_shown(finding, page)]
    if shown:
        yield ()
    for _, group in groupby(shown, lambda finding: (finding.severity, finding.rule)):
        yield from _finding(list(group), page)


def _is_shown(finding: Finding, page: Page) -> bool:
    return page.detail is Detail.ALL or finding.severity.at_least(Severity.MEDIUM)


def _finding(group: list[Finding], page: Page) -> Iterator[Line]:
    first = group[0]
    rule = _RULES[first.rule]
    label = Piece(f"  {first.severity.upper():<9}", _SEVERITY_LABELS[first.severity])
    times = f" ({len(group)} times)" if len(group) > 1 else ""
    yield (label, Piece(first.rule, Label.HEADING), Piece(times))
    # One message may be long; many are cut, since the changes below have them all.
    whole = len(group) == 1 or page.detail is Detail.ALL
    for finding in group if whole else group[:3]:
        yield from wrapped([Piece(finding.message)], page.columns, " " * 11)
    if not whole and len(group) > 3:
        yield (Piece(f"{' ' * 11}… and {len(group) - 3} more", Label.FAINT),)
    meaning = f"{rule.meaning} Hint: {first.hint}." if first.hint else rule.meaning
    yield from wrapped([Piece(meaning, Label.FAINT)], page.columns, " " * 11)


def _area(area: Area, changes: list[Change], agent: AgentReview, page: Page) -> Iterator[Line]:
    yield ()
    if area is Area.FORMAT and page.detail is Detail.NORMAL:
        yield (Piece("  format", Label.HEADING), Piece(f"  {_format_line(changes)}", Label.FAINT))
        return
    yield (Piece(f"  {area.value}", Label.HEADING),)
    folded = page.detail is Detail.NORMAL and len(changes) > MOST_CHANGES
    if folded:
        # What is left out must not be the larger things.
        changes.sort(key=lambda change: change.kind.value.startswith("content-"))
    for change in changes[: MOST_CHANGES - 1] if folded else changes:
        yield from _change(change, agent, page)
    if folded:
        left = len(changes) - MOST_CHANGES + 1
        yield (Piece(f"    … and {left} more changes (-v shows all)", Label.FAINT),)


def _format_line(changes: list[Change]) -> str:
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind.value] = counts.get(change.kind.value, 0) + 1
    return ", ".join(f"{kind} ({count} times)" if count > 1 else kind for kind, count in counts.items())


def _change(change: Change, agent: AgentReview, page: Page) -> Iterator[Line]:
    mark, label = _mark(change)
    place = _place(change, agent)
    room = page.columns - width(place) - 8 - len(change.kind.value)
    subject = shortened(change.subject, max(12, room))
    pieces = (Piece(f"    {mark} ", label), Piece(f"{change.kind.value} ", label), Piece(subject))
    yield (*pieces, Piece(f"  {place}", Label.FAINT)) if place else pieces
    yield from _texts(change, page)


def _mark(change: Change) -> tuple[str, Label]:
    word = change.kind.value
    if word.endswith(("-moved", "-reordered")) or word in ("renamed", "copied", "converted"):
        return ">", Label.MOVED
    if not change.before and change.after:
        return "+", Label.ADDED
    if change.before and not change.after:
        return "-", Label.REMOVED
    return "~", Label.CHANGED


def _place(change: Change, agent: AgentReview) -> str:
    """Line numbers, counted late: `12`, `12 -> 40`."""
    numbers = []
    for side, span in ((agent.before, change.before_span), (agent.after, change.after_span)):
        if side is not None and span is not None:
            numbers.append(str(LineIndex(side.text).line(span.start)))
    return f"line {' -> '.join(dict.fromkeys(numbers))}" if numbers else ""


def _texts(change: Change, page: Page) -> Iterator[Line]:
    """What a change says; long texts are cut unless all detail is asked for."""
    lines = list(_all_texts(change, page))
    most = len(lines) if page.detail is Detail.ALL else MOST_LINES
    yield from lines[:most]
    if len(lines) > most:
        yield (Piece(f"{INDENT}… {len(lines) - most} more lines (-v shows all)", Label.FAINT),)


def _all_texts(change: Change, page: Page) -> Iterator[Line]:
    one_sided = not (change.before and change.after)
    if change.area is Area.FORMAT or (change.area is Area.TOOLS and one_sided):
        # The kind and the subject say it all.
        return
    if change.area is Area.TOOLS:
        yield from _values(change, page)
    elif one_sided or change.before == change.after:
        yield from _one_text(change.before or change.after, page)
    elif change.area in _VALUED:
        pieces = (Piece(change.before, Label.REMOVED), Piece(" -> "), Piece(change.after, Label.ADDED))
        yield from wrapped(pieces, page.columns, INDENT)
    elif is_rewritten(change.before, change.after):
        yield from _side(change.before, "- ", Label.REMOVED, page)
        yield from _side(change.after, "+ ", Label.ADDED, page)
    else:
        yield from wrapped(inline(change.before, change.after), page.columns, INDENT)


def _values(change: Change, page: Page) -> Iterator[Line]:
    """Two lists, each cut to half a line."""
    room = (page.columns - 12) // 2 if page.detail is Detail.NORMAL else sys.maxsize
    texts = (shortened(text, room) for text in (change.before, change.after))
    return wrapped([Piece(" -> ".join(texts))], page.columns, INDENT)


def _one_text(text: str, page: Page) -> Iterator[Line]:
    if page.detail is Detail.NORMAL:
        yield (Piece(INDENT), Piece(shortened(text, page.columns - len(INDENT))))
        return
    for line in text.splitlines():
        yield from wrapped([Piece(line)], page.columns, INDENT)


def _side(text: str, mark: str, label: Label, page: Page) -> Iterator[Line]:
    """One side of a rewritten text, at most three lines of it."""
    lines = list(wrapped([Piece(text, label)], page.columns - 2, " " * 10))
    most = len(lines) if page.detail is Detail.ALL else MOST_LINES // 2
    for place, line in enumerate(lines[:most]):
        end = " …" if place == most - 1 and len(lines) > most else ""
        yield (Piece(INDENT + (mark if place == 0 else "  "), label), *line[1:], Piece(end))
