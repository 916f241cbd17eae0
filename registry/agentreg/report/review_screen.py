"""The parts of a release review for a terminal, each in the ways in which it can be told."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from agentreg.report.accepted import render_accepted
from agentreg.report.columns import wrapped
from agentreg.report.entries import FilePlaces
from agentreg.report.finding_lines import render_findings, weighty
from agentreg.report.fold import Group, fold
from agentreg.report.headline import headline
from agentreg.report.labels import Piece
from agentreg.report.page import Detail, Medium, Page
from agentreg.report.review_lines import (
    agent_lines,
    flaw_lines,
    gap_lines,
    head_lines,
    head_of_agent,
    scope_lines,
)
from agentreg.report.screen import MOST_LINES, Lines, Part, cuts, left_line
from agentreg.report.shapes import LEAST_LINES, Shapes, render_shapes
from agentreg.report.text import brief_ways
from agentreg.report.together import render_bare, render_together
from agentreg.review.called import called
from agentreg.review.values import AgentReview, Review

LEAST_CUT = 8
"""An agent is cut behind so many lines; in less room one line says what changed."""

LEAST_OF_FILES = 3
"""So many lines at least tell what could not be compared, and which manifests cannot be read."""


def screen_parts(review: Review, page: Page, shapes: Shapes | None) -> Iterator[Part]:
    """The parts of a review, in their order.

    Args:
        review: What to show.
        page: What the lines are to fit.
        shapes: What its findings have in common, if that is to be told.
    """
    least = page._replace(detail=Detail.LEAST)
    yield Part((tuple(head_lines(review, least)),))
    if shapes:
        yield Part(tuple(_shapes(shapes, page)))
        page = page._replace(medium=Medium.ABOVE)
    yield from _agents(review, page)
    yield _accepted(review, page)
    for lines in (tuple(gap_lines(review, page)), tuple(flaw_lines(review, page))):
        yield Part((lines, *cuts(lines, LEAST_OF_FILES)))
    yield Part((tuple(scope_lines(review, least)),))


def _shapes(shapes: Shapes, page: Page) -> Iterator[Lines]:
    """The few things, all of them and then fewer."""
    every = tuple(render_shapes(shapes, page.columns, sys.maxsize))
    yield every
    for lines in range(min(len(every) - 1, MOST_LINES), LEAST_LINES - 1, -1):
        yield tuple(render_shapes(shapes, page.columns, lines))


def _agents(review: Review, page: Page) -> Iterator[Part]:
    """The agents and groups, then how many differ in form only."""
    whole = fold(review)
    folded = fold(review, Detail.LEAST) if whole.overview else whole
    name_of = called(review.agents)
    for group in folded.groups:
        is_grave = any(_is_grave(agent, page) for agent in group)
        if len(group) > 1:
            ways = _together(group, page)
        else:
            ways = [] if folded.overview else list(_at_length(group[0], name_of(group[0]), page))
            if not (ways and is_grave):
                ways += (tuple(lines) for lines in brief_ways(group[0], name_of(group[0]), page))
        yield Part(tuple(ways), group, is_grave)
    if folded.reformatted:
        yield Part((tuple(wrapped([Piece(folded.line)], page.columns)),))


def _is_grave(agent: AgentReview, page: Page) -> bool:
    return agent.severity is not None and agent.severity.at_least(page.grave)


def _together(group: Group, page: Page) -> list[Lines]:
    """A group; where its medium findings are told above, without what would repeat them."""
    details = (Detail.LESS, Detail.LEAST) if page.medium is Medium.HERE else (Detail.LEAST,)
    ways = [tuple(render_together(group, page._replace(detail=detail))) for detail in details]
    return [*ways, tuple(render_bare(group, page))]


def _at_length(agent: AgentReview, name: str, page: Page) -> Iterator[Lines]:
    """An agent in full, then less of it, at last by a name without its path; its grave findings in each."""
    less = page._replace(detail=Detail.LESS)
    lines = tuple(agent_lines(agent, less))
    grave = [
        told
        for told in weighty(agent.findings, agent.changes, less)
        if told.finding.severity.at_least(page.grave)
    ]
    judged = list(render_findings(grave, FilePlaces(agent), less))
    head = list(head_of_agent(agent, less))
    yield tuple(agent_lines(agent, page))
    yield lines
    yield from cuts(lines, max(LEAST_CUT, len(head) + 1 + len(judged)))
    if judged:
        shown = (*wrapped(headline(agent, name), page.columns), (), *judged)
        left = len(lines) - len(head) - 1 - len(judged)
        yield (*shown, left_line(left)) if left > 0 else shown


def _accepted(review: Review, page: Page) -> Part:
    """What the project has accepted, and what is to be told of its policy, the gravest first."""
    ranked = sorted(review.findings, key=lambda one: one.severity.rank)
    grave = [one for one in ranked if one.severity.at_least(page.grave)]
    every, least = (
        tuple(render_accepted(review._replace(findings=tuple(found)), page)) for found in (ranked, grave)
    )
    return Part((every, *cuts(every, len(least))))
