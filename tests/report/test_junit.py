"""A review as JUnit XML: what fails, what passes, what was accepted, and what could not be compared."""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring

import pytest

from agentreg.report.junit import attribute, content, render_junit
from agentreg.review.values import Outcome, Review, Verdict
from agentreg.rules.finding import Severity
from support.reviews import BEFORE, full_review, review_of, reviews_of_rules


def suites_of(review: Review) -> dict[str, Element]:
    root = fromstring(render_junit(review))  # noqa: S314  it is ours
    assert root.tag == "testsuites"
    return {suite.attrib["name"]: suite for suite in root}


@pytest.mark.parametrize("rule", reviews_of_rules())
def test_a_suite_counts_its_cases(rule: str) -> None:
    for suite in suites_of(reviews_of_rules()[rule]).values():
        ended = [[child.tag for child in case] for case in suite]
        assert int(suite.attrib["tests"]) == len(ended) > 0
        for tag, key in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.attrib[key]) == ended.count([tag])


def test_weighty_findings_fail_and_lesser_ones_only_tell() -> None:
    suite = suites_of(full_review())["auditor"]
    (gained,) = suite.findall("testcase[@name='permissions-were-gained']")
    (failure,) = gained
    assert (failure.tag, failure.attrib["type"]) == ("failure", "high")
    assert failure.attrib["message"].startswith("high permissions-were-gained: gains execute")
    assert gained.attrib["classname"] == ".claude/agents/auditor.md:4"
    (added,) = suite.findall("testcase[@name='step-was-added']")
    assert [child.tag for child in added] == ["system-out"]


@pytest.mark.parametrize(
    ("level", "failing"), [(Severity.LOW, 3), (Severity.HIGH, 1), (Severity.CRITICAL, 0), (None, 0)]
)
def test_what_fails_is_what_the_gate_says(level: Severity | None, failing: int) -> None:
    review = full_review()._replace(verdict=Verdict(Outcome.FAILED, level))
    assert suites_of(review)["auditor"].attrib["failures"] == str(failing)


def test_an_agent_in_a_scope_of_the_policy_fails_from_where_the_scope_says() -> None:
    whole = full_review()
    (auditor,) = (agent for agent in whole.agents if agent.name == "auditor")
    verdict = Verdict(Outcome.FAILED, None, elsewhere={auditor.paths: Severity.LOW})
    suites = suites_of(whole._replace(verdict=verdict))
    failures = {name: suite.attrib["failures"] for name, suite in suites.items() if name != "policy"}
    assert failures.pop("auditor") == "3"
    assert set(failures.values()) == {"0"}


def test_what_was_accepted_is_skipped_with_the_reason() -> None:
    (case,) = suites_of(full_review())["auditor"].findall("testcase[@name='section-was-removed']")
    assert case[0].attrib == {"message": "the sandbox has these rules agentreg.toml:4"}


def test_who_else_has_an_agent_is_a_property_of_its_suite() -> None:
    suite = suites_of(full_review())["auditor"]
    assert {one.attrib["name"]: one.attrib["value"] for one in suite[0]} == {
        "affects": "shop/.claude/agents/auditor.md at 1.1.0",
        "copies": "bank/agents/auditor.md",
    }
    assert not list(suites_of(full_review())["not compared"].iter("properties"))


def test_what_could_not_be_compared_is_an_error() -> None:
    suite = suites_of(full_review())["not compared"]
    assert suite.attrib["errors"] == "1"
    assert suite[0].attrib["classname"] == "agents/broken.md"
    assert suite[0][0].attrib["message"] == "it is larger than 1 MiB"


def test_an_agent_without_findings_passes() -> None:
    suite = suites_of(review_of(BEFORE, BEFORE.replace("Read, Grep", "[Grep, Read]")))["auditor"]
    assert [case.attrib["name"] for case in suite] == ["no finding"]


@pytest.mark.parametrize("text", ["a < b & ]]>", "\x00\x1b[31m", "\udc80", "\ufffe\uffff", 'it\'s "so"'])
def test_any_text_is_valid_xml(text: str) -> None:
    element = fromstring(f"<a b={attribute(text)}>{content(text)}</a>")  # noqa: S314  it is ours
    assert element.text
    assert element.attrib["b"]
