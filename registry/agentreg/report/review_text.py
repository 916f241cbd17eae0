"""A release review as text for a terminal: the verdict first, then the counts, then the agents."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from agentreg.report.labels import Line
from agentreg.report.page import Detail, Page
from agentreg.report.review_lines import agent_lines, flaw_lines, gap_lines, head_lines, scope_lines
from agentreg.report.review_screen import screen_parts
from agentreg.report.screen import MOST_LINES, fit_screen
from agentreg.report.shapes import Shapes, render_shapes, shapes_of
from agentreg.report.text import render_agents
from agentreg.review.values import Review


def render_review(review: Review, page: Page) -> Iterator[Line]:
    """A review as labelled lines.

    Args:
        review: What to show, with its scope and verdict.
        page: What the text is to fit; in normal detail one screen, unless what is grave takes more.

    Yields:
        Lines, safe to show.
    """
    page = page._replace(grave=review.grave)
    shapes = shapes_of(review)
    if page.detail is not Detail.NORMAL:
        yield from _all_lines(review, page, shapes)
        return
    lines = [] if shapes else list(_all_lines(review, page, None))
    if 0 < len(lines) <= MOST_LINES:
        yield from lines
    else:
        yield from fit_screen(list(screen_parts(review, page, shapes)), MOST_LINES, page.columns)


def _all_lines(review: Review, page: Page, shapes: Shapes | None) -> Iterator[Line]:
    """All lines, however many."""
    yield from head_lines(review, page)
    if shapes:
        yield from ((), *render_shapes(shapes, page.columns, sys.maxsize))
    if review.agents or review.findings:
        yield ()
        # Of a group that changed in many ways the areas are enough: who reads them opens the report.
        shown = page._replace(detail=Detail.LESS) if page.detail is Detail.NORMAL else page
        yield from render_agents(review, shown, lambda agent, _page: agent_lines(agent, page))
    if review.gaps:
        yield from ((), *gap_lines(review, page))
    yield from flaw_lines(review, page)
    if review.scope:
        yield from ((), *scope_lines(review, page))
