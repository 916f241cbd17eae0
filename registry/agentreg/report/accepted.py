"""What a project has accepted, and what is to be told of its policy: counted always, shown on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from agentreg.report.columns import wrapped
from agentreg.report.labels import Label, Line, Piece
from agentreg.report.page import Detail, Page
from agentreg.review.called import called
from agentreg.review.values import Review
from agentreg.rules.settle import Means, Settled

_WORDS = {
    Means.WAIVER: "waived",
    Means.IGNORE: "waived",
    Means.APPROVAL: "approved",
    Means.BASELINE: "known",
    Means.OFF: "off",
}
_INDENT = " " * 11


def render_accepted(review: Review, page: Page) -> Iterator[Line]:
    """What was accepted, as labelled lines: a count, or with all detail each finding with the reason."""
    accepted = [(agent, one) for agent in review.agents for one in agent.settled]
    if page.detail is Detail.ALL:
        name_of = called(review.agents)
        for agent, one in accepted:
            yield from _whole(name_of(agent), one, page)
    elif accepted:
        yield (Piece(f"{counted_accepted(review)}: -v shows them", Label.FAINT),)
    for finding in review.findings:
        if page.detail is Detail.ALL or page.is_weighty(finding.severity):
            severity = Piece(f"  {finding.severity.upper():<9}", Label(finding.severity.value))
            yield (severity, Piece(finding.rule, Label.HEADING))
            yield from wrapped([Piece(finding.message)], page.columns, _INDENT)


def counted_accepted(review: Review) -> str:
    """`2 waived, 1 approved`; empty for none."""
    count = Counter(_WORDS[one.means] for agent in review.agents for one in agent.settled)
    return ", ".join(f"{number} {word}" for word, number in sorted(count.items(), reverse=True))


def word_of(means: Means) -> str:
    """What is said of a finding that was accepted."""
    return _WORDS[means]


def _whole(name: str, one: Settled, page: Page) -> Iterator[Line]:
    word = Piece(f"  {_WORDS[one.means].upper():<9}", Label.FAINT)
    yield (word, Piece(one.finding.rule, Label.HEADING), Piece(f" of {name}"))
    yield from wrapped([Piece(one.finding.message)], page.columns, _INDENT)
    until = f" until {one.until.isoformat()}" if one.until else ""
    why = f"{one.reason} ({one.place}{until})" if one.reason else one.place
    yield from wrapped([Piece(why, Label.FAINT)], page.columns, _INDENT)
