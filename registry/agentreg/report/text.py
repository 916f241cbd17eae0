"""A review as text for a terminal: headline, findings, changes by area. Labels, never colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agentreg.diff.changes import is_meaningful
from agentreg.diff.kinds import Kind
from agentreg.report.change_lines import render_changes
from agentreg.report.columns import shortened, width, wrapped
from agentreg.report.counts import plural
from agentreg.report.entries import Places
from agentreg.report.finding_lines import render_findings, render_minor, weighty
from agentreg.report.fold import Folded, fold
from agentreg.report.headline import brief_headline, paths, render_headline, said, shortest_headline, where
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.review.called import called
from agentreg.review.values import AgentReview, Review

# Of an agent with more changes than this, their texts are shown in fewer lines.
MOST_AT_LENGTH = 6

# An agent in one line has at least so many columns for what changed.
LEAST_SAID = 20


# That an agent is new or gone its first line says.
_IN_HEADLINE = (Kind.AGENT_ADDED, Kind.AGENT_REMOVED)

Whole = Callable[[AgentReview, Page], Iterator[Line]]
"""Shows one agent in full."""


def render_text(review: Review, page: Page) -> Iterator[Line]:
    """A review as labelled lines.

    Args:
        review: What to show; what did not change is never shown.
        page: What the text is to fit.

    Yields:
        Lines, safe to show.
    """
    page = page._replace(grave=review.grave)
    is_one = len(review.agents) + review.unchanged == 1
    where_of = where if is_one else paths
    yield from render_agents(review, page, lambda agent, page: render_agent(agent, where_of(agent), page))
    if not is_one:
        if review.agents:
            yield ()
        yield (Piece(_total(review), Label.FAINT),)


def render_agents(review: Review, page: Page, whole: Whole) -> Iterator[Line]:
    """The agents of a review, those that changed alike together, and what the project has accepted.

    Args:
        review: The review.
        page: What the lines are to fit.
        whole: Shows one agent where there are few.
    """
    folded = fold(review, page.detail)
    name_of = called(review.agents)
    for place, group in enumerate(folded.groups):
        # Two lines each need no blank one between.
        if place and (not folded.overview or len(group) > 1 or len(folded.groups[place - 1]) > 1):
            yield ()
        if len(group) > 1:
            # A review of one agent never needs it, and starting up is part of every `diff`.
            from agentreg.report.together import render_together

            yield from render_together(group, page)
        elif folded.overview:
            yield from _brief(group[0], name_of(group[0]), folded, page)
        else:
            yield from whole(group[0], page)
    if folded.reformatted:
        if folded.groups:
            yield ()
        yield from _reformatted(folded, name_of, page)
    if review.findings or any(agent.settled for agent in review.agents):
        yield from _accepted(review, page)


def _brief(agent: AgentReview, name: str, folded: Folded, page: Page) -> Iterator[Line]:
    """An agent in two lines, or in one where there are many."""
    yield from list(brief_ways(agent, name, page))[folded.is_long]


def brief_ways(agent: AgentReview, name: str, page: Page) -> Iterator[list[Line]]:
    """An agent in two lines, then in one; of one that came or went the first line says all."""
    told = _said(agent)
    lines = list(wrapped(brief_headline(agent, name, page.grave), page.columns))
    yield [*lines, (Piece(f"  {shortened(told, page.columns - 2)}"),)] if told else lines
    start = shortest_headline(agent, name, page.grave)
    room = page.columns - sum(width(piece.text) for piece in start) - 2
    if told and room >= LEAST_SAID:
        yield [(*start, Piece(f"  {shortened(told, room)}"))]
    else:
        yield list(wrapped(start, page.columns))


def _said(agent: AgentReview) -> str:
    if agent.is_bystander:
        return agent.findings[0].message if agent.findings else ""
    return said(agent)


def _reformatted(folded: Folded, name_of: Callable[[AgentReview], str], page: Page) -> Iterator[Line]:
    yield from wrapped([Piece(folded.line)], page.columns)
    if page.detail is Detail.ALL:
        names = ", ".join(map(name_of, folded.reformatted))
        yield from wrapped([Piece(names, Label.NAME)], page.columns, "  ")


def _accepted(review: Review, page: Page) -> Iterator[Line]:
    # Most projects accept nothing, and starting up is part of every `diff`.
    from agentreg.report.accepted import render_accepted

    lines = list(render_accepted(review, page))
    if lines and review.agents:
        yield ()
    yield from lines


def _total(review: Review) -> str:
    return f"{plural(len(review.agents), 'agent')} changed, {review.unchanged} unchanged"


def render_agent(agent: AgentReview, place: str, page: Page) -> Iterator[Line]:
    """One agent: its headline with where it is, its findings, and the changes that no finding has told."""
    yield from render_headline(agent, place, page)
    places = Places(agent)
    yield from render_body(agent, (places, places), page)


def render_body(agent: AgentReview, places: tuple[Places, Places], page: Page) -> Iterator[Line]:
    """The findings of an agent, and the changes that no finding has told.

    Args:
        agent: The agent.
        places: How findings say where they stand, and how changes do.
        page: What the lines are to fit; of an agent with many changes less is shown.
    """
    if page.detail is Detail.NORMAL and sum(map(is_meaningful, agent.changes)) > MOST_AT_LENGTH:
        page = page._replace(detail=Detail.LESS)
    told = weighty(agent.findings, agent.changes, page)
    judged = list(render_findings(told, places[0], page))
    if page.detail is Detail.ALL:
        apart = {id(item.finding) for item in told}
        judged += render_minor([one for one in agent.findings if id(one) not in apart], page)
    if judged:
        yield ()
        yield from judged
    shown = {id(item.change) for item in told}
    rest = [change for change in agent.changes if id(change) not in shown and change.kind not in _IN_HEADLINE]
    if rest:
        yield ()
        yield from render_changes(rest, places[1], page)
