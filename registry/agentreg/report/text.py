"""A review as text for a terminal: headline, findings, changes by area. Labels, never colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from agentreg.report.change_lines import render_changes
from agentreg.report.columns import wrapped
from agentreg.report.fold import Folded, fold
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.review import AgentReview, Review
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES

_SEVERITY_LABELS = {severity: Label(severity.value) for severity in Severity}
_RULES = {rule.id: rule for rule in RULES}


def render_text(review: Review, page: Page) -> Iterator[Line]:
    """A review as labelled lines.

    Args:
        review: What to show; what did not change is never shown.
        page: What the text is to fit.

    Yields:
        Lines, safe to show.
    """
    folded = fold(review)
    for place, agent in enumerate(folded.shown):
        if place:
            yield ()
        yield from render_agent(agent, page)
    if folded.reformatted:
        if folded.shown:
            yield ()
        yield from _reformatted(folded, page)
    if len(review.agents) + review.unchanged > 1:
        if review.agents:
            yield ()
        yield (Piece(_total(review), Label.FAINT),)


def _reformatted(folded: Folded, page: Page) -> Iterator[Line]:
    yield from wrapped([Piece(folded.line)], page.columns)
    if page.detail is Detail.ALL:
        names = ", ".join(agent.name or "(no name)" for agent in folded.reformatted)
        yield from wrapped([Piece(names, Label.NAME)], page.columns, "  ")


def _total(review: Review) -> str:
    changed = len(review.agents)
    return f"{changed} agent{'' if changed == 1 else 's'} changed, {review.unchanged} unchanged"


def render_agent(agent: AgentReview, page: Page) -> Iterator[Line]:
    """One agent: its headline, its findings, its changes."""
    yield from wrapped(_headline(agent), page.columns)
    yield from wrapped([Piece(_where(agent), Label.FAINT)], page.columns, "  ")
    yield from _findings(agent, page)
    yield from render_changes(agent, page)


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
