"""How texts lie beside each other: the same whether it is told with a review or read again."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report.review_html import render_html
from agentreg.review.compare import review_trees
from agentreg.review.laid_out import laying_out, layout_of
from agentreg.review.values import AgentReview, Review
from support.reviews import AFTER, BEFORE

KEY = "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"
PATH = ".claude/agents/auditor.md"

PAIRS = {
    "an edit": (BEFORE, AFTER),
    "fields alone": (BEFORE, BEFORE.replace("Read, Grep", "Read")),
    "a new agent": (None, AFTER),
    "one that is gone": (BEFORE, None),
    "a section that moved": (
        BEFORE,
        BEFORE.replace("## Steps", "## Later\n\nRest.\n\n## Steps") + "\n## First\n\nBegin.\n",
    ),
    "a secret in a title": (BEFORE, AFTER.replace("## Steps", f"## Steps with {KEY}")),
}


def tree(text: str | None) -> list[Definition]:
    return [] if text is None else [read_definition(text.encode(), PATH)]


def reviewed(before: str | None, after: str | None) -> Review:
    return review_trees(tree(before), tree(after), ("a/", "b/"), each=laying_out(map))


def read_again(agent: AgentReview) -> AgentReview:
    return agent._replace(layout=None)


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_what_was_told_with_the_review_is_what_is_read_again(pair: tuple[str | None, str | None]) -> None:
    review = reviewed(*pair)
    agent = review.agents[0]
    assert agent.layout == layout_of(agent.before, agent.after)
    assert render_html(review) == render_html(review._replace(agents=(read_again(agent),)))


def test_no_title_tells_a_secret() -> None:
    layout = reviewed(*PAIRS["a secret in a title"]).agents[0].layout
    assert layout is not None
    assert layout.after is not None
    assert any("ghp_•••" in title for title in layout.after.titles)
    assert KEY[4:12] not in str(layout)


def test_a_review_that_nobody_shows_side_by_side_is_not_laid_out() -> None:
    assert review_trees(tree(BEFORE), tree(AFTER), ("a/", "b/")).agents[0].layout is None
