"""A finding is shown where a reader of the file finds it, also when what it is about is gone."""

from __future__ import annotations

import pytest

from agentreg.report.locations import Locations
from support.reviews import AFTER, BEFORE, review_of

PLACES = {
    "permissions-were-gained": ("Bash", ("frontmatter",)),
    "step-was-added": ("2. Ask for the threat model.", ("Steps",)),
}


@pytest.mark.parametrize("rule", PLACES)
def test_what_is_there_is_a_stretch_of_the_file(rule: str) -> None:
    (agent,) = review_of(BEFORE, AFTER).agents
    finding = next(one for one in agent.findings if one.rule == rule and one.after_span)
    places = Locations(agent)
    region = places.region(finding)
    assert region
    (line,) = AFTER.splitlines()[region.start_line - 1 : region.end_line]
    text, section = PLACES[rule]
    assert line[region.start_column - 1 : region.end_column - 1] == text
    assert places.section(finding) == section


def test_what_was_removed_is_told_at_the_line_that_stands_there_now() -> None:
    after = BEFORE.replace("tools: Read, Grep\n", "").replace("You are", "\nYou are")
    (agent,) = review_of(BEFORE, after).agents
    finding = next(one for one in agent.findings if one.after_span is None and one.before_span)
    region = Locations(agent).region(finding)
    assert region
    assert after.splitlines()[region.start_line - 1] == "model: sonnet"
    assert region == (4, 1, 4, len("model: sonnet") + 1)


def test_what_was_removed_among_edits_is_told_behind_the_last_line_that_stayed() -> None:
    (agent,) = review_of(BEFORE, AFTER).agents
    finding = next(one for one in agent.findings if one.rule == "section-was-removed")
    places = Locations(agent)
    assert places.region(finding) == (13, 1, 13, len("2. Ask for the threat model.") + 1)
    assert places.section(finding) == ("Rules",)


@pytest.mark.parametrize(("before", "after"), [(BEFORE, None), (None, BEFORE)], ids=["gone", "new"])
def test_a_file_that_is_gone_has_no_lines(before: str | None, after: str | None) -> None:
    (agent,) = review_of(before, after).agents
    regions = [Locations(agent).region(finding) for finding in agent.findings]
    assert regions
    assert all((region is None) == (after is None) for region in regions)


def test_line_ends_of_windows_are_no_part_of_a_line() -> None:
    before, after = (
        BEFORE.replace("\n", "\r\n"),
        BEFORE.replace("tools: Read, Grep\n", "").replace("\n", "\r\n"),
    )
    (agent,) = review_of(before, after).agents
    finding = next(one for one in agent.findings if one.after_span is None and one.before_span)
    region = Locations(agent).region(finding)
    assert region
    assert region.end_column == len("model: sonnet") + 1
