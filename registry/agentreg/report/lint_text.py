"""Agents judged as they are, as text for a terminal: each finding with its place. Labels, never colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agentreg.model.document import LineIndex
from agentreg.report.accepted import render_accepted
from agentreg.report.columns import wrapped
from agentreg.report.counts import plural
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.gap_lines import counted_gaps
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.report.review_facts import scan_line
from agentreg.review.values import AgentReview, Review
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.table import RULES_BY_ID

_INDENT = " " * 11


def render_lint(review: Review, page: Page) -> Iterator[Line]:
    """A review of one state as labelled lines.

    Args:
        review: What `review.state.lint_all` gave; agents without a finding are only counted.
        page: What the text is to fit; with all detail, notes and meanings are shown.

    Yields:
        Lines, safe to show.
    """
    shown = [(agent, found) for agent in review.agents if (found := _shown(agent, page))]
    for agent, findings in shown:
        yield from _agent(agent, findings, page)
        yield ()
    if review.findings or any(agent.settled for agent in review.agents):
        yield from render_accepted(review, page)
        yield ()
    yield (Piece(_total(review), Label.FAINT),)
    if review.gaps:
        yield (Piece(counted_gaps(review.gaps, "read"), Label.HIGH),)
    if said := scan_line(review.scan, page.detail):
        yield (Piece(said, Label.FAINT),)
    if page.detail is not Detail.ALL and (notes := _count(review)[Severity.NOTE]):
        said = "1 note is" if notes == 1 else f"{notes} notes are"
        yield (Piece(f"{said} not shown (-v shows all)", Label.FAINT),)


def _shown(agent: AgentReview, page: Page) -> list[Finding]:
    everything = page.detail is Detail.ALL
    return [one for one in agent.findings if everything or one.severity is not Severity.NOTE]


def _agent(agent: AgentReview, findings: list[Finding], page: Page) -> Iterator[Line]:
    side = agent.after
    label, lines = (side.label, LineIndex(side.text)) if side else ("", LineIndex(""))
    severity = findings[0].severity
    yield (
        Piece(agent.called, Label.NAME),
        Piece("  "),
        Piece(severity.upper(), SEVERITY_LABELS[severity]),
    )
    for number, finding in enumerate(findings):
        place = label
        if finding.after_span:
            start = finding.after_span.start
            place = f"{label}:{lines.line(start)}:{lines.column(start)}"
        yield from _finding(finding, place, page)
        # What is to be done is said once for all findings of a rule that stand together.
        if finding.rule != next((one.rule for one in findings[number + 1 : number + 2]), ""):
            yield from wrapped([Piece(_advice(finding, page), Label.FAINT)], page.columns, _INDENT)


def _finding(finding: Finding, place: str, page: Page) -> Iterator[Line]:
    yield (
        Piece(f"  {finding.severity.upper():<9}", SEVERITY_LABELS[finding.severity]),
        Piece(place, Label.PATH),
        Piece("  "),
        Piece(finding.rule, Label.HEADING),
    )
    yield from wrapped([Piece(finding.message)], page.columns, _INDENT)


def _advice(finding: Finding, page: Page) -> str:
    meaning = f"{RULES_BY_ID[finding.rule].meaning} " if page.detail is Detail.ALL else ""
    return f"{meaning}Hint: {finding.hint}." if finding.hint else meaning


def _total(review: Review) -> str:
    counted = ", ".join(
        f"{number} {severity}" for severity, number in sorted(_count(review).items(), key=_rank)
    )
    return f"{plural(len(review.agents), 'agent')}: {counted or 'nothing found'}"


def _count(review: Review) -> Counter[Severity]:
    return Counter(finding.severity for agent in review.agents for finding in agent.findings)


def _rank(counted: tuple[Severity, int]) -> int:
    return counted[0].rank
