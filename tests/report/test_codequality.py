"""A review as GitLab's Code Quality."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agentreg.report.codequality import MOST_CHARACTERS, render_codequality
from agentreg.review.values import Review
from support.reviews import BEFORE, full_review, review_of, reviews_of_rules

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def issues_of(review: Review) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(render_codequality(review))
    return found


@pytest.mark.parametrize("rule", reviews_of_rules())
def test_every_open_finding_is_an_issue_that_gitlab_can_show(rule: str) -> None:
    review = reviews_of_rules()[rule]
    issues = issues_of(review)
    open_ = [one.rule for agent in review.agents for one in agent.findings]
    assert sorted(one["check_name"] for one in issues) == sorted(
        (*open_, *(one.rule for one in review.findings), *("not-compared" for _ in review.gaps))
    )
    for issue in issues:
        assert issue["severity"] in SEVERITIES
        assert 0 < len(issue["description"]) <= MOST_CHARACTERS
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_what_is_gravest_is_told_with_its_line() -> None:
    issues = {issue["check_name"]: issue for issue in issues_of(full_review())}
    gained = issues["permissions-were-gained"]
    assert gained["location"] == {"path": ".claude/agents/auditor.md", "lines": {"begin": 4}}
    assert gained["severity"] == "critical"
    assert gained["description"].startswith("auditor: gains execute")
    assert issues["not-compared"]["location"]["path"] == "agents/broken.md"


def test_a_finding_is_known_again_wherever_its_line_goes() -> None:
    one = issues_of(review_of(BEFORE.replace("Bash", "Read"), BEFORE))
    moved = issues_of(review_of(f"{BEFORE}\nMore.\n".replace("Bash", "Read"), f"{BEFORE}\nMore.\n"))
    assert [issue["fingerprint"] for issue in one] == [issue["fingerprint"] for issue in moved]


def test_without_findings_there_is_an_empty_report() -> None:
    assert render_codequality(Review(())) == "[]\n"
