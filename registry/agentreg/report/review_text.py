"""A release review as text for a terminal: the verdict first, then the counts, then the agents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agentreg.report.columns import wrapped
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Page
from agentreg.report.text import render_text
from agentreg.review.values import Outcome, Review, Scope, Verdict
from agentreg.rules.finding import Severity

_LABELS = {
    Outcome.PASSED: Label.OK,
    Outcome.FAILED: Label.CRITICAL,
    Outcome.INCOMPLETE: Label.HIGH,
}
SHORT = 10


def render_review(review: Review, page: Page) -> Iterator[Line]:
    """A review as labelled lines.

    Args:
        review: What to show, with its scope and verdict.
        page: What the text is to fit.

    Yields:
        Lines, safe to show.
    """
    if review.verdict:
        yield from _verdict(review.verdict, review, page)
    if review.scope:
        yield from wrapped([Piece(_compared(review.scope), Label.FAINT)], page.columns)
    yield from wrapped([Piece(counted_agents(review)), *_counts(review)], page.columns)
    if review.agents or review.findings:
        yield ()
        yield from render_text(review, page)
    yield from _gaps(review, page)
    if review.scope and review.scope.command:
        yield ()
        yield (Piece(f"Reproduce: {review.scope.command}", Label.FAINT),)


def _verdict(verdict: Verdict, review: Review, page: Page) -> Iterator[Line]:
    word = Piece(verdict.outcome.upper(), _LABELS[verdict.outcome])
    yield from wrapped([word, Piece(f"  {because(verdict, review)}")], page.columns)


def because(verdict: Verdict, review: Review) -> str:
    """Why a review ended as it did, in one sentence without a full stop."""
    level = f"at {verdict.level} or above" if verdict.level else "that fails: the policy says `off`"
    if verdict.outcome is Outcome.FAILED:
        agents = f" in {_plural(verdict.agents, 'agent')}" if verdict.agents else ""
        return f"{_plural(verdict.failing, 'finding')} {level}{agents}"
    if verdict.outcome is Outcome.INCOMPLETE:
        return f"{_plural(len(review.gaps), 'file')} could not be compared; no finding {level}"
    return f"no finding {level}"


def _compared(scope: Scope) -> str:
    sides = (_named(scope.before, scope.before_commit), _named(scope.after, scope.after_commit))
    return f"Compared {' with '.join(sides)}"


def _named(name: str, commit: str) -> str:
    return f"{name} ({commit[:SHORT]})" if commit and not commit.startswith(name) else name


def counted_agents(review: Review) -> str:
    """`3 agents changed, 1 of them in form only, 40 unchanged`."""
    form = sum(agent.is_reformatted_only for agent in review.agents)
    of_form = f", {form} of them in form only" if form else ""
    return f"{_plural(len(review.agents), 'agent')} changed{of_form}, {review.unchanged} unchanged"


def severities(review: Review) -> dict[Severity, int]:
    """How many open findings there are of each severity, the gravest first."""
    findings = [*review.findings, *(finding for agent in review.agents for finding in agent.findings)]
    counted = Counter(finding.severity for finding in findings)
    return {severity: counted[severity] for severity in Severity if counted[severity]}


def _counts(review: Review) -> Iterator[Piece]:
    start = ": "
    for severity, count in severities(review).items():
        yield Piece(start)
        yield Piece(f"{count} {severity}", SEVERITY_LABELS[severity])
        start = ", "


def _gaps(review: Review, page: Page) -> Iterator[Line]:
    if not review.gaps:
        return
    yield ()
    yield (Piece(f"{_plural(len(review.gaps), 'file')} could not be compared", Label.HIGH),)
    for gap in review.gaps:
        yield from wrapped([Piece(gap.path, Label.PATH), Piece(f": {gap.reason}")], page.columns, "  ")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
