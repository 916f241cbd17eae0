"""Copies of reviewed agents in other sources that nobody tracks."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from agentreg.formats.read import read_definition
from agentreg.git.pack import Object, object_id
from agentreg.index.sketch import sketch
from agentreg.model.definition import Definition
from agentreg.review.additions import Copy
from agentreg.review.compare import review_trees
from agentreg.review.copies import MOST_HOLDERS, Bases, Held, Read, with_copies
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


class Compared(NamedTuple):
    """Two trees, and their review."""

    before: list[Definition]
    after: list[Definition]

    @property
    def review(self) -> Review:
        return review_trees(Collection(tuple(self.before)), Collection(tuple(self.after)), ("", ""))

    def beside(self, some: list[Held]) -> dict[str, tuple[Copy, ...]]:
        """The copies among what other sources hold, by agent."""
        review = with_copies(self.review, some, (reading(self.before), reading(self.after)))
        return {agent.name: agent.copies for agent in review.agents}


def reading(tree: list[Definition]) -> Read:
    contents = {one.path: one.document.text.encode() for one in tree}
    return lambda paths: {path: contents[path] for path in paths if path in contents}


EDITED = Compared([read("reviewer", LINES)], [read("reviewer", LINES, "Read, Bash")])
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
    copies = EDITED.beside([held(name, content)])["reviewer"]
    told = {Copy("shop", f"agents/{name}.md", one.share, one.is_exact): one for one in copies}
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
    found = Compared(before, after).beside(some)
    told = {name: [(one.source, one.path) for one in copies] for name, copies in found.items()}
    assert told == {
        "reviewer": [("a", "agents/reviewer.md"), ("b", "agents/reviewer.md")],
        "checker": [("a", "agents/checker.md")],
    }


def test_a_new_agent_has_no_copies() -> None:
    added = Compared([], [read("reviewer", LINES)])
    assert added.beside([held("reviewer", text("reviewer", LINES))]) == {"reviewer": ()}
    copied = Compared([read("reviewer", LINES)], [read("reviewer", LINES), read("checker", LINES)])
    assert copied.beside([held("reviewer", text("reviewer", LINES))]) == {"checker": ()}


def test_one_that_is_gone_has_those_that_stay() -> None:
    gone = Compared([read("reviewer", LINES)], [])
    assert len(gone.beside([held("reviewer", text("reviewer", LINES))])["reviewer"]) == 1


def test_exact_copies_are_all_found_however_many_there_are() -> None:
    many = [held("reviewer", text("reviewer", LINES), f"s{number}") for number in range(MOST_HOLDERS + 5)]
    assert len(EDITED.beside(many)["reviewer"]) == MOST_HOLDERS + 5


KEY = "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"
SECRET = [*LINES, f"Log in with {KEY}."]


@pytest.mark.parametrize("tools", ["Read", "Read, Bash"], ids=["before", "now"])
def test_a_copy_of_an_agent_with_a_secret_is_told_as_what_it_is(tools: str) -> None:
    compared = Compared([read("reviewer", SECRET)], [read("reviewer", SECRET, "Read, Bash")])
    assert KEY not in str(compared.review.agents)
    (copy,) = compared.beside([held("reviewer", text("reviewer", SECRET, tools))])["reviewer"]
    assert copy == Copy("shop", "agents/reviewer.md", 1.0, is_exact=True)


@pytest.mark.parametrize("compared", [EDITED, Compared([], [])], ids=["agents", "none"])
def test_without_other_sources_nothing_is_said(compared: Compared) -> None:
    def refuse(_paths: object) -> dict[str, bytes]:
        raise AssertionError("nothing is to be read")

    assert with_copies(compared.review, [], (refuse, refuse)) == compared.review


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ({}, ("handbook", "shop")),
        ({"agents/reviewer.md": frozenset({"shop"})}, ("handbook",)),
        ({"agents/other.md": frozenset({"shop"})}, ("handbook", "shop")),
    ],
)
def test_what_the_source_of_a_variant_has_is_no_copy_of_it(bases: Bases, expected: tuple[str, ...]) -> None:
    some = [held("reviewer", text("reviewer", LINES), source) for source in ("Shop", "handbook")]
    readers = reading(EDITED.before), reading(EDITED.after)
    (agent,) = with_copies(EDITED.review, some, readers, bases).agents
    assert tuple(sorted(one.source.casefold() for one in agent.copies)) == expected
