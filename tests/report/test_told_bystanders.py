"""Agents that did not change, in every report: told with their cause, counted apart."""

from __future__ import annotations

import json

import pytest

from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.report.comment import render_comment
from agentreg.report.github import render_github
from agentreg.report.json import review_data
from agentreg.report.junit import render_junit
from agentreg.report.page import Detail, Page
from agentreg.report.review_html import render_html
from agentreg.report.review_text import render_review
from agentreg.report.sarif import render_sarif
from agentreg.review.compare import Judge, review_trees
from agentreg.review.values import Outcome, Review
from agentreg.review.verdict import reach_verdict
from agentreg.rules.finding import Bump, Severity
from agentreg.rules.state.scene import Surroundings, names_of, neighbours_of
from agentreg.sources.collection import Collection

PLANNER = "---\nname: planner\ndescription: Plans.\n---\n\nYou plan.\n"
CALLER = "---\nname: {name}\ndescription: Works.\n{fields}---\n\nUse the planner agent. {name} is {name}.\n"
CAUSE = "because agents/planner.md is gone"


def agents(names: list[str], fields: str) -> list[Definition]:
    texts = {f"agents/{name}.md": CALLER.format(name=name, fields=fields) for name in names}
    return [read_definition(text.encode(), path) for path, text in texts.items()]


def broken(*names: str, fields: str = "tools: Task(planner)\n") -> Review:
    after = agents([*names], fields)
    before = [*after, read_definition(PLANNER.encode(), "agents/planner.md")]
    around = [Surroundings(neighbours_of(side), names=names_of(side)) for side in (before, after)]
    sides = (Collection(tuple(side)) for side in (before, after))
    review = review_trees(*sides, ("v1:", "v2:"), Judge(surroundings=(around[0], around[1])))
    return review._replace(verdict=reach_verdict(review, lambda _paths: Severity.MEDIUM))


def lines(review: Review, detail: Detail = Detail.NORMAL) -> list[str]:
    return ["".join(piece.text for piece in line) for line in render_review(review, Page(120, detail))]


def test_on_a_terminal_it_is_marked_and_told_with_its_cause() -> None:
    told = lines(broken("lead"))
    assert told[1].startswith("1 agent changed, 1 other hit by what changed around it, 0 unchanged: ")
    assert "lead  MEDIUM  unchanged, hit by what changed around it" in told
    assert f"           it names agent planner, which is there no more, {CAUSE}" in told


def test_what_is_minor_is_told_too_for_no_change_tells_it() -> None:
    assert any(CAUSE in line for line in lines(broken("lead", fields="")))


def test_with_all_detail_what_is_minor_is_told_no_more_than_once() -> None:
    told = lines(broken("lead", fields=""), Detail.ALL)
    assert [line.split()[:2] for line in told if "name-is-gone" in line] == [["LOW", "name-is-gone"]]


def test_many_are_one_entry_with_the_words_that_all_share() -> None:
    told = lines(broken("ann", "bob", "cid", fields=""))
    start = told.index("3 agents  LOW  unchanged, hit by what changed around them")
    assert told[start + 1 : start + 4] == [
        "  LOW      name-is-gone (3 agents)",
        f"           it names agent planner, which is there no more, {CAUSE}",
        "  agents  ann, bob, cid",
    ]


def test_many_that_ask_for_a_version_say_which() -> None:
    review = broken("ann", "bob", "cid")
    dropped = [
        one._replace(findings=tuple(found._replace(bump=Bump.MAJOR) for found in one.findings))
        for one in review.agents
        if one.is_bystander
    ]
    told = lines(review._replace(agents=tuple(dropped)))
    assert "3 agents  MEDIUM  unchanged, hit by what changed around them; major bump" in told


def test_in_an_overview_the_gravest_reason_stands_behind_its_name() -> None:
    review = broken("lead")
    many = [one for one in review.agents if one.is_bystander]
    grown = review._replace(agents=tuple(one._replace(name=f"n{i}") for i in range(10) for one in many))
    assert any("10 agents" in line for line in lines(grown))


def test_it_fails_the_gate_like_any_other() -> None:
    verdict = broken("lead").verdict
    assert verdict
    assert (verdict.outcome, verdict.agents) == (Outcome.FAILED, 2)


@pytest.mark.parametrize(
    "render",
    [render_comment, render_github, render_junit, render_sarif, render_html],
    ids=lambda render: render.__name__,
)
def test_every_report_tells_the_cause(render: object) -> None:
    assert callable(render)
    assert CAUSE in str(render(broken("lead")))


def test_a_page_shows_its_text_and_no_changes() -> None:
    review = broken("lead")
    alone = review._replace(agents=tuple(one for one in review.agents if one.is_bystander))
    page = render_html(alone)
    assert "<h3>Its text</h3>" in page
    assert "0 changes" not in page


def test_in_json_it_says_what_it_is() -> None:
    told = {one["agent"]: one for one in review_data(broken("lead"))["agents"]}
    assert [(name, one["bystander"], bool(one["changes"])) for name, one in sorted(told.items())] == [
        ("lead", True, False),
        ("planner", False, True),
    ]
    assert told["lead"]["before"] is not None


def test_for_code_scanning_it_is_new_though_nothing_else_changed() -> None:
    review = broken("lead")
    alone = review._replace(agents=tuple(one for one in review.agents if one.is_bystander))
    (result,) = json.loads(render_sarif(alone))["runs"][0]["results"]
    assert (result["ruleId"], result["baselineState"]) == ("name-is-gone", "new")


def test_in_junit_it_is_a_suite_with_a_failure() -> None:
    text = render_junit(broken("lead"))
    assert '<testsuite name="lead" tests="1" failures="1"' in text
