"""A release review as text for a terminal: the verdict first, then the counts, then the agents."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from agentreg.report.columns import wrapped
from agentreg.report.entries import FilePlaces, Places
from agentreg.report.finding_lines import SEVERITY_LABELS
from agentreg.report.fold import fold
from agentreg.report.gap_lines import counted_gaps, render_gaps
from agentreg.report.headline import paths, render_headline
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Medium, Page
from agentreg.report.review_facts import (
    ADOPT,
    because,
    counted_agents,
    counted_severities,
    descendants,
    existing,
    permissions,
    release_advice,
    scan_line,
    scope_line,
    untracked,
    untracked_of,
    version_advice,
    versions_advice,
)
from agentreg.report.shapes import LEAST_LINES, render_shapes, shapes_of
from agentreg.report.text import render_agents, render_body
from agentreg.report.together import group_facts
from agentreg.review.values import AgentReview, Outcome, Review, Verdict

_LABELS = {
    Outcome.PASSED: Label.OK,
    Outcome.FAILED: Label.CRITICAL,
    Outcome.INCOMPLETE: Label.HIGH,
}


MOST_LINES = 40
"""An overview of more lines than this is told in less detail: it is to be read at one glance."""

MOST_WITH_SHAPES = 38
"""As far as these lines reach, an overview of many findings says first which of them are one edit."""


def render_review(review: Review, page: Page) -> Iterator[Line]:
    """A review as labelled lines.

    Args:
        review: What to show, with its scope and verdict.
        page: What the text is to fit.

    Yields:
        Lines, safe to show.
    """
    page = page._replace(grave=review.grave)
    if not fold(review).overview:
        yield from _lines(review, page)
        return
    shapes = shapes_of(review)
    if page.detail is not Detail.NORMAL:
        every = render_shapes(shapes, page.columns, sys.maxsize) if shapes else ()
        yield from _lines(review, page, [(), *every] if shapes else ())
        return
    least = page._replace(detail=Detail.LEAST)
    if shapes:
        brief = least._replace(medium=Medium.ABOVE)
        room = MOST_WITH_SHAPES - sum(1 for _ in _lines(review, brief)) - 1
        if room >= LEAST_LINES:
            yield from _lines(review, brief, [(), *render_shapes(shapes, page.columns, room)])
            return
    lines = list(_lines(review, page))
    yield from lines if len(lines) <= MOST_LINES else _lines(review, least)


def _lines(review: Review, page: Page, first: Sequence[Line] = ()) -> Iterator[Line]:
    """All lines; those that come before the agents are given."""
    if review.verdict:
        yield from _verdict(review.verdict, review, page)
    yield from _counts(review, page)
    # That a review is incomplete its verdict says, with the count.
    if review.gaps and not (review.verdict and review.verdict.outcome is Outcome.INCOMPLETE):
        yield _not_compared(review)
    for fact in _facts(review, page):
        yield from wrapped([Piece(fact)], page.columns)
    yield from first
    if review.agents or review.findings:
        yield ()
        # Of a group that changed in many ways the areas are enough: who reads them opens the report.
        shown = page._replace(detail=Detail.LESS) if page.detail is Detail.NORMAL else page
        yield from render_agents(review, shown, lambda agent, _page: _agent(agent, page))
    yield from _gaps(review, page)
    for flaw in review.flaws:
        yield from wrapped([Piece("warning: ", Label.MEDIUM), Piece(flaw.sentence)], page.columns)
    if review.scope:
        yield ()
        yield from wrapped([Piece(scope_line(review.scope), Label.FAINT)], page.columns)
        if said := scan_line(review.scan, page.detail):
            yield from wrapped([Piece(said, Label.FAINT)], page.columns)
        if review.scope.command:
            yield (Piece(f"Reproduce: {review.scope.command}", Label.FAINT),)


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


def _agent(agent: AgentReview, page: Page) -> Iterator[Line]:
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
    yield from render_body(agent, (FilePlaces(agent), Places(agent)), page)


def _gaps(review: Review, page: Page) -> Iterator[Line]:
    if not review.gaps:
        return
    yield ()
    yield _not_compared(review)
    yield from render_gaps(review.gaps, page)


def _not_compared(review: Review) -> Line:
    return (Piece(counted_gaps(review.gaps), Label.HIGH),)
