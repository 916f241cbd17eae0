"""Copies of reviewed agents in other sources that nobody tracks."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.git.pack import Object, object_id
from agentreg.index.sketch import sketch
from agentreg.model.definition import Definition
from agentreg.review.additions import Copy
from agentreg.review.compare import review_trees
from agentreg.review.copies import MOST_HOLDERS, Held, with_copies
from agentreg.review.values import Review
from agentreg.sources.collection import Collection

LINES = [f"Look at part {number} of the code with care." for number in range(30)]
OTHERS = [f"Write chapter {number} of the handbook." for number in range(30)]


def text(name: str, lines: list[str], tools: str = "Read") -> str:
    return f"---\nname: {name}\ndescription: Works.\ntools: {tools}\n---\n\n" + "\n".join(lines) + "\n"


def held(name: str, content: str, source: str = "shop") -> Held:
    data = content.encode()
    blob = object_id(Object("blob", data), like="0" * 40)
    return Held(source, f"agents/{name}.md", name, blob, sketch(data))


def read(name: str, lines: list[str], tools: str = "Read") -> Definition:
    return read_definition(text(name, lines, tools).encode(), f"agents/{name}.md")


def reviewed(before: list[Definition], after: list[Definition]) -> Review:
    return review_trees(Collection(tuple(before)), Collection(tuple(after)), ("", ""))


REVIEW = reviewed([read("reviewer", LINES)], [read("reviewer", LINES, "Read, Bash")])
ROWS = [
    ("the text before", "reviewer", text("reviewer", LINES), "exact"),
    ("the text now", "reviewer", text("reviewer", LINES, "Read, Bash"), "exact"),
    ("edited, of the same name", "reviewer", text("reviewer", [*LINES[:22], *OTHERS[:6]]), "near"),
    ("with Windows line ends", "reviewer", text("reviewer", LINES).replace("\n", "\r\n"), "near"),
    ("under another name", "checker", text("checker", LINES), "near"),
    ("edited, under another name", "checker", text("checker", [*LINES[:22], *OTHERS[:6]]), ""),
    ("another agent of that name", "reviewer", text("reviewer", OTHERS), ""),
]


@pytest.mark.parametrize(("name", "content", "expected"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS])
def test_a_copy_says_what_the_agent_says_or_said(name: str, content: str, expected: str) -> None:
    (agent,) = with_copies(REVIEW, [held(name, content)]).agents
    told = {Copy("shop", f"agents/{name}.md", one.share, one.is_exact): one for one in agent.copies}
    assert ["exact" if one.is_exact else "near" for one in told] == ([expected] if expected else [])
    assert all(0.5 <= one.share <= 1.0 for one in told)


def test_the_nearest_come_first_and_each_is_told_of_one_agent() -> None:
    other = [*LINES[:20], *OTHERS[:4]]
    before = [read("reviewer", LINES), read("checker", other)]
    after = [read("reviewer", LINES, "Bash"), read("checker", other, "Bash")]
    some = [
        held("reviewer", text("reviewer", [*LINES[:26], "One more line that is their own."]), "b"),
        held("reviewer", text("reviewer", LINES), "a"),
        held("checker", text("checker", other), "a"),
    ]
    found = with_copies(reviewed(before, after), some)
    told = {agent.name: [(one.source, one.path) for one in agent.copies] for agent in found.agents}
    assert told == {
        "reviewer": [("a", "agents/reviewer.md"), ("b", "agents/reviewer.md")],
        "checker": [("a", "agents/checker.md")],
    }


def test_a_new_agent_has_no_copies() -> None:
    review = reviewed([], [read("reviewer", LINES)])
    assert with_copies(review, [held("reviewer", text("reviewer", LINES))]).agents[0].copies == ()


def test_one_that_is_gone_has_those_that_stay() -> None:
    review = reviewed([read("reviewer", LINES)], [])
    assert len(with_copies(review, [held("reviewer", text("reviewer", LINES))]).agents[0].copies) == 1


def test_exact_copies_are_all_found_however_many_there_are() -> None:
    many = [held("reviewer", text("reviewer", LINES), f"s{number}") for number in range(MOST_HOLDERS + 5)]
    assert len(with_copies(REVIEW, many).agents[0].copies) == MOST_HOLDERS + 5


@pytest.mark.parametrize("review", [REVIEW, Review(())], ids=["agents", "none"])
def test_without_other_sources_nothing_is_said(review: Review) -> None:
    assert with_copies(review, []) == review
