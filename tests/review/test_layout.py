"""How the texts of an agent lie beside each other: the same whether a secret in them is shown or not."""

from __future__ import annotations

import pytest

from agentreg.diff.layout import lay_out
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report.review_html import render_html
from agentreg.review.compare import review_trees
from agentreg.review.state import lint_all
from agentreg.review.values import AgentReview, Labelled, Review, Side
from agentreg.rules.state.scene import NOWHERE
from agentreg.sources.collection import Collection
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


def read(text: str) -> Definition:
    return read_definition(text.encode(), PATH)


def reviewed(before: str | None, after: str | None) -> Review:
    trees = (Collection((read(text),) if text else ()) for text in (before, after))
    return review_trees(*trees, ("a/", "b/"))


def as_shown(side: Side | None) -> Definition | None:
    return read(side.text) if side else None


def read_again(agent: AgentReview) -> AgentReview:
    return agent._replace(layout=lay_out(as_shown(agent.before), as_shown(agent.after)))


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_what_is_told_of_the_texts_is_what_is_read_of_those_that_are_shown(
    pair: tuple[str | None, str | None],
) -> None:
    review = reviewed(*pair)
    again = read_again(review.agents[0])
    assert review.agents[0].layout == again.layout
    assert render_html(review) == render_html(review._replace(agents=(again,)))


def test_no_title_tells_a_secret() -> None:
    layout = reviewed(*PAIRS["a secret in a title"]).agents[0].layout
    assert layout is not None
    assert layout.after is not None
    assert any("ghp_•••" in title for title in layout.after.titles)
    assert KEY[4:12] not in str(layout)


def test_one_text_alone_lies_beside_none() -> None:
    (agent,) = lint_all([Labelled(read(BEFORE), PATH)], NOWHERE).agents
    assert agent.layout is None
    assert "<h4>" not in render_html(Review((agent,)))
