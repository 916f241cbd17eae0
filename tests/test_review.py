"""What a review says of an agent and a file that is none."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.review import AgentReview, Labelled, review_pair

AGENT = "---\nname: worker\ndescription: Does work.\ntools: Read\n---\n\nYou are a worker.\n"


def review_of(before: str, after: str) -> AgentReview:
    sides = [
        Labelled(read_definition(text.encode(), path), path)
        for text, path in ((before, "old.md"), (after, "new.md"))
    ]
    return review_pair(*sides)


@pytest.mark.parametrize("rest", ["", "# Notes\n\nFor people.\n"])
def test_an_agent_that_no_host_loads_any_more_is_gone_and_gains_nothing(rest: str) -> None:
    review = review_of(AGENT, rest)
    assert review.name == "worker"
    assert [change.kind for change in review.changes] == ["stopped-loading"]
    assert review.findings[0].rule == "agent-was-disabled"
    assert (review.bump, review.gained, review.lost) == ("major", (), ("read",))
    assert review.after is not None


def test_a_file_that_becomes_an_agent_is_one_that_nobody_reviewed() -> None:
    review = review_of("", AGENT)
    assert [change.kind for change in review.changes] == ["started-loading"]
    assert {finding.rule for finding in review.findings} == {"agent-was-enabled", "permissions-were-gained"}


def test_a_file_that_a_host_may_still_load_is_compared() -> None:
    review = review_of(AGENT, "---\ncolor: red\n---\n\nYou are a worker.\n")
    assert "tools-became-unrestricted" in {finding.rule for finding in review.findings}
