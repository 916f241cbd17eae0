"""Who descends from what a review looks at."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.review.additions import Affected
from agentreg.review.affected import Descent, Origin, address, undecided, with_affected
from agentreg.review.compare import review_trees
from agentreg.review.values import Review
from agentreg.sources.collection import Collection
from agentreg.variants.lock import LockEntry

ADDRESSES = [
    ("https://example.com/team/agents.git", "example.com/team/agents"),
    ("https://token@Example.com/team/agents/", "example.com/team/agents"),
    ("https://example.com/Team/Agents.git/", "example.com/team/agents"),
    ("https://example.com/team/agents/.git", "example.com/team/agents"),
    ("ssh://git@example.com:22/team/agents.git", "example.com/team/agents"),
    ("git@example.com:team/agents.git", "example.com/team/agents"),
    ("example.com:team/agents", "example.com/team/agents"),
    ("/srv/git/agents.git", ""),
    ("file:///srv/git/agents.git", ""),
    ("C:\\work\\agents", ""),
    ("C:/work/agents", ""),
    ("../agents", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "expected"), ADDRESSES)
def test_one_repository_has_one_address_by_any_protocol(url: str, expected: str) -> None:
    assert address(url) == expected


REVIEWER = "---\nname: {name}\ndescription: d\ntools: {tools}\n---\nYou review code with care and patience.\n"
URL = "https://example.com/team/agents"
HERE = "here"
ORIGIN = Origin(
    marks=frozenset({HERE, address(URL)}),
    address=address(URL),
    names=frozenset({"ours"}),
    others=frozenset({"theirs"}),
    commits=frozenset({"c" * 40}),
)


def descent(
    base: str, source: str, *marks: str, path: str = "r.md", version: str = "1.0.0", commit: str = "d"
) -> Descent:
    entry = LockEntry(path, base, version, source, commit * 40, "b" * 40, "f" * 64)
    there = {address(source)} if address(source) else set()
    return Descent("shop", entry, frozenset({*marks, *there}))


SHOP = [Affected("shop", "r.md", "1.0.0")]
ROWS = {
    "by its address": (descent("team/reviewer", URL), SHOP),
    "by another protocol": (descent("team/reviewer", "git@example.com:team/agents.git"), SHOP),
    "by its path in its source": (descent("team/agents/reviewer.md", URL), SHOP),
    "by the name before": (descent("team/checker", URL), SHOP),
    "by its place": (descent("team/reviewer", "../agents", HERE), SHOP),
    "by its history, from nowhere": (descent("team/reviewer", "../agents", commit="c"), SHOP),
    "as a source of this registry": (descent("ours/reviewer", "/srv/agents", "there"), SHOP),
    "another agent": (descent("team/planner", URL), []),
    "another repository": (descent("team/reviewer", "https://example.com/else/agents"), []),
    "another repository of the same history": (
        descent("team/reviewer", "https://example.com/fork/agents", commit="c"),
        [],
    ),
    "another place of the same history": (descent("team/reviewer", "/srv/agents", "there", commit="c"), []),
    "another source of this registry": (descent("theirs/reviewer", "../agents", commit="c"), []),
    "from nowhere": (descent("team/reviewer", "../agents"), []),
    "without a version": (descent("team/reviewer", URL, version=""), [Affected("shop", "r.md", "d" * 10)]),
}


def reviewed(*names: str) -> Review:
    before, after = (
        Collection((read_definition(REVIEWER.format(name=name, tools=tools).encode(), "agents/reviewer.md"),))
        if name
        else Collection(())
        for name, tools in zip(names, ("Read", "Read, Bash"), strict=True)
    )
    return review_trees(before, after, ("", ""))


@pytest.mark.parametrize(("variant", "expected"), ROWS.values(), ids=ROWS)
def test_a_variant_is_known_by_what_its_lock_says(variant: Descent, expected: list[Affected]) -> None:
    review = with_affected(reviewed("checker", "reviewer"), ORIGIN, [variant])
    assert list(review.agents[0].affected) == expected


def test_neither_a_new_agent_nor_a_copy_has_variants() -> None:
    text = REVIEWER.format(name="reviewer", tools="Read").encode()
    origin, copy = (read_definition(text, f"{folder}/reviewer.md") for folder in ("agents", ".kiro/agents"))
    copied = review_trees(Collection((origin,)), Collection((origin, copy)), ("", ""))
    for review in (reviewed("", "reviewer"), copied):
        (agent,) = with_affected(review, ORIGIN, [descent("team/reviewer", URL)]).agents
        assert agent.affected == ()


def test_an_address_says_nothing_of_a_repository_that_has_none() -> None:
    origin = ORIGIN._replace(marks=frozenset({HERE}), address="")
    assert origin.is_of(descent("team/reviewer", URL, commit="c"))
    assert not origin.is_of(descent("team/reviewer", URL))


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (descent("team/reviewer", "../agents"), True),
        (descent("team/checker", "../agents"), True),
        (descent("team/planner", "../agents"), False),
        (descent("team/reviewer", "../agents", commit="c"), False),
        (descent("team/reviewer", "../agents", "there"), False),
        (descent("theirs/reviewer", "../agents"), False),
        (descent("team/reviewer", "https://example.com/else/agents"), False),
    ],
)
def test_only_of_a_namesake_from_nowhere_nothing_is_said(variant: Descent, expected: bool) -> None:
    assert list(undecided(reviewed("checker", "reviewer"), ORIGIN, [variant])) == [variant] * expected
