"""One screen, whatever a review is made of: what fails is told, and what is left out is counted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.manifests import Flaw
from agentreg.model.diagnostic import Diagnostic, Trouble
from agentreg.report.columns import width
from agentreg.report.labels import Piece
from agentreg.report.page import Detail, Page
from agentreg.report.review_screen import screen_parts
from agentreg.report.review_text import render_review
from agentreg.report.screen import MOST_LINES, Lines, Part, cuts, fit_screen
from agentreg.report.shapes import shapes_of
from agentreg.review.compare import gather
from agentreg.review.values import AgentReview, Gap, Review, Scope
from agentreg.review.verdict import reach_verdict
from agentreg.rules.finding import Severity
from support.reviews import reviews_of_rules

FLAW = Diagnostic(next(iter(Trouble)), 1, "it cannot be read")
EACH = [agent for review in reviews_of_rules().values() for agent in review.agents if agent.findings]
(MODEL,) = (one for one in EACH if one.findings[0].rule == "constraint-was-removed")


def lines_of(count: int, word: str = "x") -> Lines:
    return tuple((Piece(f"{word}{place}"),) for place in range(count))


def texts(parts: list[Part], lines: int) -> list[str]:
    return ["".join(piece.text for piece in line) for line in fit_screen(parts, lines, 80)]


def about(severity: Severity, number: int, findings: int) -> AgentReview:
    """An agent with so many findings of a severity, each with a text of its own."""
    first = MODEL.findings[0]
    made = tuple(
        first._replace(
            severity=severity,
            message=f"gone: rule {place} of {number}",
            judged=(first.rule, f"constraint {place} of {number}"),
            before_span=None,
            after_span=None,
        )
        for place in range(findings)
    )
    return MODEL._replace(name=f"w{number}", findings=made)


def made(kinds: list[tuple[Severity, int]], files: int = 0, level: Severity = Severity.HIGH) -> Review:
    """A review of agents, each with so many findings of a severity, and of files that cannot be read."""
    review = gather([about(severity, place, count) for place, (severity, count) in enumerate(kinds)])
    review = review._replace(
        gaps=tuple(Gap(f"{n}.md", f"line {n} cannot be read") for n in range(files)),
        flaws=tuple(Flaw(f"{n}.json", FLAW) for n in range(files)),
        scope=Scope("v1", "HEAD", "a" * 40, "b" * 40, "agentreg review a..b"),
    )
    return review._replace(verdict=reach_verdict(review, lambda _paths: level))


def shown(review: Review) -> list[str]:
    return ["".join(piece.text for piece in line) for line in render_review(review, Page(80))]


@pytest.mark.parametrize(
    ("ways", "room", "told"),
    [
        ([(3, 1), (3, 1)], 9, ["a0 a1 a2", "b0 b1 b2"]),
        ([(3, 1), (3, 1)], 5, ["a0 a1 a2", "b0"]),
        ([(3, 1), (3, 1)], 2, ["a0 b0"]),
    ],
)
def test_what_comes_first_is_told_at_more_length(
    ways: list[tuple[int, int]], room: int, told: list[str]
) -> None:
    parts = [
        Part(tuple(lines_of(count, word) for count in heights), (MODEL,), is_needed=False)
        for word, heights in zip("ab", ways, strict=True)
    ]
    assert " ".join(texts(parts, room)).replace("  ", "|").split("|") == told


def test_who_is_left_out_is_counted_by_severity() -> None:
    agents = [about(severity, place, 1) for place, severity in enumerate([Severity.LOW] * 3)]
    parts = [
        Part((lines_of(1, name),), (agent,), is_needed=False)
        for name, agent in zip("abc", agents, strict=True)
    ]
    assert texts(parts, 2) == ["a0", "and 2 more agents, 2 low (-v shows all): w1, w2"]


def test_what_is_needed_is_told_without_room() -> None:
    assert texts([Part((lines_of(9), lines_of(5)))], 2) == ["x0", "x1", "x2", "x3", "x4"]


def test_a_cut_says_how_many_lines_follow() -> None:
    assert [["".join(piece.text for piece in line) for line in way][-1] for way in cuts(lines_of(5), 2)] == [
        "  … 2 more lines (-v shows all)",
        "  … 3 more lines (-v shows all)",
    ]


mild = st.sampled_from([Severity.MEDIUM, Severity.LOW, Severity.NOTE])
kinds = st.one_of(
    st.lists(st.tuples(mild, st.integers(1, 3)), max_size=120),
    st.lists(st.tuples(mild, st.integers(10, 80)), max_size=8),
    st.lists(st.tuples(mild, st.integers(1, 40)), max_size=40),
)


@given(kinds, st.integers(0, 30))
def test_what_does_not_fail_takes_one_screen(kinds: list[tuple[Severity, int]], files: int) -> None:
    review = made(kinds, files)
    lines = shown(review)
    assert len(lines) <= MOST_LINES
    assert max(map(width, lines)) <= 80
    assert lines[-1] == "Reproduce: agentreg review a..b"
    if shapes_of(review):
        assert any(" at medium or above: " in line for line in lines)


@given(st.lists(st.tuples(st.just(Severity.HIGH), st.integers(1, 12)), min_size=1, max_size=8), kinds)
def test_each_finding_that_fails_is_told_in_few_agents(
    grave: list[tuple[Severity, int]], others: list[tuple[Severity, int]]
) -> None:
    few = [*grave, *others][:8]
    text = "\n".join(shown(made(few)))
    for number, (severity, count) in enumerate(few):
        if severity is Severity.HIGH:
            told = set(re.findall(rf"rule (\d+) of {number}\b", text))
            assert told == {str(place) for place in range(count)}


@given(st.integers(9, 80), st.integers(1, 20))
def test_many_agents_that_fail_are_all_counted(count: int, each: int) -> None:
    review = made([(Severity.HIGH, each)] * count)
    text = "\n".join(shown(review))
    assert f"HIGH     constraint-was-removed ({count} agents)" in text
    assert "more agent" not in text


def test_agents_of_every_rule_take_one_screen_unless_they_fail() -> None:
    agents = [
        agent._replace(
            name=f"w{place}",
            findings=tuple(one._replace(severity=Severity.MEDIUM) for one in agent.findings),
        )
        for place, agent in enumerate(EACH)
    ]
    for step in (1, 2, 7, 30):
        review = gather(agents[::step])
        lines = shown(review)
        assert len(lines) <= MOST_LINES
        everything = list(render_review(review, Page(80, Detail.ALL)))
        assert len(everything) > len(lines)


def test_two_agents_of_a_name_are_told_apart_in_every_way() -> None:
    twins = []
    for number, folder in enumerate(("agents", ".claude/agents")):
        one = about(Severity.HIGH, number, 12)
        sides = [side and side._replace(path=f"{folder}/w.md") for side in (one.before, one.after)]
        twins.append(one._replace(name="w", before=sides[0], after=sides[1]))
    for part in screen_parts(gather(twins), Page(80), None):
        for agent in part.agents:
            heads = [" ".join("".join(piece.text for piece in line) for line in way[:3]) for way in part.ways]
            assert [agent.paths[-1] in head for head in heads] == [True] * len(part.ways)
