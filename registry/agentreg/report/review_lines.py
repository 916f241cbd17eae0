"""What a release review says on a terminal, piece by piece: its head, an agent, what is missing, its end."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.columns import wrapped
from agentreg.report.entries import FilePlaces, Places
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.fold import fold
from agentreg.report.gap_lines import counted_gaps, render_gaps
from agentreg.report.headline import paths, render_headline
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.report.review_facts import (
    ADOPT,
    because,
    counted_agents,
    counted_severities,
    descendants,
    existing,
    permissions,
    release_advice,
    reproduce_label,
    scan_line,
    scope_line,
    untracked,
    untracked_of,
    version_advice,
    versions_advice,
)
from agentreg.report.text import render_body
from agentreg.report.together import group_facts
from agentreg.review.values import AgentReview, Outcome, Review, Verdict

_LABELS = {
    Outcome.PASSED: Label.OK,
    Outcome.FAILED: Label.CRITICAL,
    Outcome.INCOMPLETE: Label.HIGH,
}


def head_lines(review: Review, page: Page) -> Iterator[Line]:
    """The verdict, the counts, and what is said of all agents together."""
    if review.verdict:
        yield from _verdict(review.verdict, review, page)
    yield from _counts(review, page)
    # That a review is incomplete its verdict says, with the count.
    if review.gaps and not (review.verdict and review.verdict.outcome is Outcome.INCOMPLETE):
        yield _not_compared(review)
    for fact in _facts(review, page):
        yield from wrapped([Piece(fact)], page.columns)


def _verdict(verdict: Verdict, review: Review, page: Page) -> Iterator[Line]:
    word = Piece(verdict.outcome.upper(), _LABELS[verdict.outcome])
    yield from wrapped([word, Piece(f"  {because(verdict, review)}")], page.columns)


def _counts(review: Review, page: Page) -> Iterator[Line]:
    pieces = [Piece(counted_agents(review))]
    for severity, count in counted_severities(review).items():
        pieces.append(Piece(", " if len(pieces) > 1 else ": "))
        pieces.append(Piece(f"{count} {severity}", SEVERITY_LABELS[severity]))
    yield from wrapped(pieces, page.columns)


def _facts(review: Review, page: Page) -> Iterator[str]:
    """What is said of all agents together, as far as it is known."""
    folded = fold(review, page.detail)
    if folded.overview and len(folded.groups) > 1:
        yield f"all together: {group_facts(review.agents)}"
    if review.release:
        yield release_advice(review.release, review.bump)
    if folded.overview and (told := versions_advice(review.agents)):
        yield told
    if affected := descendants([one for agent in review.agents for one in agent.affected], page.detail):
        yield affected.sentence
    if copies := untracked([one for agent in review.agents for one in agent.copies]):
        yield f"{copies.sentence}; {ADOPT}"


def agent_lines(agent: AgentReview, page: Page) -> Iterator[Line]:
    """An agent: headline, what it may use, what is asked for, its findings and changes."""
    yield from head_of_agent(agent, page)
    yield from render_body(agent, (FilePlaces(agent), Places(agent)), page)


def head_of_agent(agent: AgentReview, page: Page) -> Iterator[Line]:
    """What stands above the findings of an agent."""
    yield from render_headline(agent, paths(agent), page)
    told = [*permissions(agent)]
    if agent.advice and (advice := version_advice(agent.advice, agent.bump)):
        told.append(advice)
    if affected := descendants(agent.affected, Detail.ALL):
        told.append(affected.sentence)
    if copies := untracked_of(agent, page.detail):
        told.append(copies.sentence)
    if agent.existing:
        told.append(existing(agent))
    for fact in told:
        yield from wrapped([Piece(fact)], page.columns, "  ")


def gap_lines(review: Review, page: Page) -> Iterator[Line]:
    """What could not be compared, if anything."""
    if review.gaps:
        yield _not_compared(review)
        yield from render_gaps(review.gaps, page)


def flaw_lines(review: Review, page: Page) -> Iterator[Line]:
    """The manifests that cannot be read."""
    for flaw in review.flaws:
        yield from wrapped([Piece("warning: ", Label.MEDIUM), Piece(flaw.sentence)], page.columns)


def scope_lines(review: Review, page: Page) -> Iterator[Line]:
    """What was compared, and the command that makes the same review."""
    if review.scope:
        yield from wrapped([Piece(scope_line(review.scope), Label.FAINT)], page.columns)
        if said := scan_line(review.scan, page.detail):
            yield from wrapped([Piece(said, Label.FAINT)], page.columns)
        if review.scope.command:
            yield (Piece(f"{reproduce_label(review.scope)}: {review.scope.command}", Label.FAINT),)


def _not_compared(review: Review) -> Line:
    return (Piece(counted_gaps(review.gaps), Label.HIGH),)
