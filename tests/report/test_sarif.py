"""A SARIF log says what the review found, and follows the official schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema
import pytest

from agentreg.formats.manifests import flaws, read_plugin_manifests
from agentreg.model.document import Span
from agentreg.report.sarif import plain, render_sarif
from agentreg.report.sarif_rules import rule_data
from agentreg.review.scan import Asked, Scan
from agentreg.review.values import Gap, Lack, Review
from agentreg.rules.table import RULES
from support.reviews import AFTER, BEFORE, full_review, review_of, reviews_of_rules
from support.shared import ROOT

TOOLS = ROOT / "tests" / "tools" / "node_modules"
SCHEMA = TOOLS / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
needs_schema = pytest.mark.skipif(not SCHEMA.exists(), reason="needs the official schema: run `make tools`")

DEEP = b"[" * 100_000
FLAWS = flaws(
    read_plugin_manifests({".claude-plugin/plugin.json": b"{\n", "p/.claude-plugin/plugin.json": DEEP})
)
NO_GITLEAKS = Gap("gitleaks", "gitleaks failed: no reason given", hint="try it", lack=Lack.PROGRAM)
REVIEWS = {
    **reviews_of_rules(),
    "everything": full_review(),
    "nothing": Review(()),
    "a flaw": Review((), flaws=FLAWS),
    "gitleaks": Review((), scan=Scan(Asked.ASKED, "8.18.4")),
    "no gitleaks": Review((), scan=Scan(Asked.FAILED, gap=NO_GITLEAKS), gaps=(NO_GITLEAKS,)),
}


@cache
def validator() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def log_of(review: Review) -> Any:
    return json.loads(render_sarif(review))["runs"][0]


def results_of(review: Review) -> dict[str, Any]:
    return {result["ruleId"]: result for result in log_of(review)["results"]}


@needs_schema
@pytest.mark.parametrize("name", REVIEWS)
def test_it_follows_the_official_schema(name: str) -> None:
    problems = [error.message for error in validator().iter_errors(json.loads(render_sarif(REVIEWS[name])))]
    assert problems == []


@needs_schema
def test_the_schema_would_tell_what_is_wrong() -> None:
    log = json.loads(render_sarif(full_review()))
    log["runs"][0]["results"][0]["level"] = "high"
    assert list(validator().iter_errors(log))


@pytest.mark.parametrize("name", REVIEWS)
def test_every_finding_is_a_result_with_its_rule(name: str) -> None:
    review, run = REVIEWS[name], log_of(REVIEWS[name])
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    count = sum(len(one.findings) + len(one.settled) + len(one.existing) for one in review.agents)
    assert len(run["results"]) == count + len(review.findings)


def test_a_result_says_where_it_is_and_how_to_know_it_again() -> None:
    (agent,) = review_of(BEFORE, AFTER).agents
    finding = next(one for one in agent.findings if one.rule == "step-was-added")
    result = results_of(review_of(BEFORE, AFTER))["step-was-added"]
    assert result["level"] == "note"
    assert result["message"]["text"] == f"auditor: {finding.message}"
    prints = result["partialFingerprints"]
    assert prints["agentreg/v1"] == finding.fingerprint
    assert prints["primaryLocationLineHash"].endswith(":1")
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == ".claude/agents/auditor.md"
    assert location["physicalLocation"]["region"]["startLine"] == 13
    assert [one["fullyQualifiedName"] for one in location["logicalLocations"]] == ["auditor", "auditor/Steps"]


def test_a_fingerprint_survives_that_lines_move() -> None:
    moved = [text.replace("You are", "\n\n\nYou are") for text in (BEFORE, AFTER)]
    one, other = results_of(review_of(BEFORE, AFTER)), results_of(review_of(moved[0], moved[1]))
    rule = "step-was-added"
    assert one[rule]["partialFingerprints"] == other[rule]["partialFingerprints"]
    assert one[rule]["locations"] != other[rule]["locations"]


def test_what_says_the_same_is_as_many_alerts_by_path_and_by_order() -> None:
    (agent,) = review_of(BEFORE, AFTER).agents
    finding = next(one for one in agent.findings if one.rule == "step-was-added")
    assert agent.after
    later = finding._replace(after_span=Span(len(agent.after.text) - 2, len(agent.after.text) - 1))
    other = agent._replace(after=agent.after._replace(path="other.md"), findings=(finding,))
    results = log_of(Review((agent._replace(findings=(later, finding)), other)))["results"]
    assert len({one["partialFingerprints"]["agentreg/v1"] for one in results}) == 1
    second, first, elsewhere = (one["partialFingerprints"]["primaryLocationLineHash"] for one in results)
    assert (first[-2:], second[-2:], elsewhere[-2:]) == (":1", ":2", ":1")
    assert first[:-2] == second[:-2] != elsewhere[:-2]


def test_what_was_accepted_is_suppressed_and_what_was_there_is_unchanged() -> None:
    results = results_of(full_review())
    assert results["section-was-removed"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "the sandbox has these rules (agentreg.toml:4)",
        }
    ]
    assert "suppressions" not in results["permissions-were-gained"]
    states = {rule: result["baselineState"] for rule, result in results.items()}
    assert states["url-was-added"] == "unchanged"
    assert states["permissions-were-gained"] == "new"


def test_what_could_not_be_compared_makes_the_run_unsuccessful() -> None:
    (invocation,) = log_of(full_review())["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["message"]["text"] == "agents/broken.md was not compared: it is larger than 1 MiB"
    assert log_of(Review(()))["invocations"] == [{"executionSuccessful": True}]


def test_every_rule_explains_itself() -> None:
    for rule in RULES:
        data: Any = rule_data(rule.id)
        assert data["help"]["text"].startswith(rule.meaning)
        assert ("security" in data["properties"]["tags"]) == ("security-severity" in data["properties"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[click](https://x.example)", r"[click\](https://x.example)"),
        ("[a](b)[c](d)", r"[a\](b)[c\](d)"),
        ("\u202eabc", "<U+202E>abc"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_message_holds_no_link(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_who_else_has_the_agents_is_a_property_of_the_run() -> None:
    told = log_of(full_review())["properties"]
    path = ".claude/agents/auditor.md"
    assert told["affected"] == [{"agent": "auditor", "repository": "shop", "path": path, "version": "1.1.0"}]
    assert told["copies"] == [{"agent": "auditor", "source": "bank", "path": "agents/auditor.md"}]
    assert "properties" not in log_of(Review(()))
