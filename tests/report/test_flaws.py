"""A manifest that cannot be read is told in every format, and never looks clean there."""

from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

import pytest

from agentreg.formats.manifests import Flaw, flaws, read_plugin_manifests
from agentreg.report.formats import Format, render_document
from agentreg.report.markdown import MOST_NAMED
from agentreg.review.values import Outcome, Review, Verdict
from agentreg.rules.finding import Severity
from support.payloads import PAYLOADS
from support.reviews import full_review
from support.sinks import SINKS

PLUGIN, MARKET = "p/.claude-plugin/plugin.json", ".claude-plugin/marketplace.json"
FLAWS = flaws(read_plugin_manifests({PLUGIN: b'{"name": "p",\n "version"}', MARKET: b"[" * 100_000}))
HINT = FLAWS[0].why.hint
DEEP = f"it is too deeply nested ({HINT})"
COMMA = f"it is no valid JSON: Expecting ':' delimiter ({HINT})"
BROKEN = Review((), 3, flaws=FLAWS, verdict=Verdict(Outcome.PASSED, Severity.HIGH))


def shown(format_: Format, review: Review = BROKEN) -> str:
    return render_document(review, format_)


def test_the_two_are_told_with_their_lines() -> None:
    assert [flaw.sentence for flaw in FLAWS] == [f"{MARKET}: {DEEP}", f"{PLUGIN}:2: {COMMA}"]


def test_in_sarif_they_are_warnings_about_a_run_that_succeeded() -> None:
    run = json.loads(shown(Format.SARIF))["runs"][0]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is True
    assert run["results"] == []
    deep, comma = invocation["toolExecutionNotifications"]
    assert comma == {
        "level": "warning",
        "descriptor": {"id": "manifest-not-read"},
        "message": {"text": f"this manifest was not read: {COMMA}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": PLUGIN, "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 2},
                }
            }
        ],
    }
    assert "region" not in deep["locations"][0]["physicalLocation"]


def test_what_could_not_be_compared_comes_before_them() -> None:
    run = json.loads(shown(Format.SARIF, full_review()._replace(flaws=FLAWS)))["runs"][0]
    (invocation,) = run["invocations"]
    told = [one["descriptor"]["id"] for one in invocation["toolExecutionNotifications"]]
    assert told == ["not-compared", "manifest-not-read", "manifest-not-read"]
    assert invocation["executionSuccessful"] is False


def test_on_github_they_are_warnings_and_no_findings() -> None:
    deep, comma, last = shown(Format.GITHUB).splitlines()
    assert deep == f"::warning file={MARKET},title=manifest not read::{DEEP}"
    assert comma.startswith(
        f"::warning file={PLUGIN},line=2,col=1,endColumn=1,title=manifest not read::it is no"
    )
    assert last == "agentreg: pass: no finding at high or above, 0 findings, 2 manifests not read"


def test_in_junit_they_are_skipped() -> None:
    (suite,) = fromstring(shown(Format.JUNIT))  # noqa: S314  it is ours
    assert suite.attrib == {
        "name": "manifests",
        "tests": "2",
        "failures": "0",
        "errors": "0",
        "skipped": "2",
    }
    assert [(case.attrib["classname"], case[0].tag, case[0].attrib["message"]) for case in suite] == [
        (MARKET, "skipped", DEEP),
        (f"{PLUGIN}:2", "skipped", COMMA),
    ]


def test_for_gitlab_they_are_issues() -> None:
    issues = json.loads(shown(Format.CODEQUALITY))
    assert [(one["severity"], one["description"], one["location"]) for one in issues] == [
        ("major", f"this manifest was not read: {DEEP}", {"path": MARKET, "lines": {"begin": 1}}),
        ("major", f"this manifest was not read: {COMMA}", {"path": PLUGIN, "lines": {"begin": 2}}),
    ]
    assert len({one["fingerprint"] for one in issues}) == len(issues)


@pytest.mark.parametrize("verdict", [BROKEN.verdict, None])
def test_in_markdown_the_first_are_named_and_the_others_counted(verdict: Verdict | None) -> None:
    few = shown(Format.MARKDOWN, BROKEN._replace(verdict=verdict))
    assert f"**2 manifests could not be read**\n\n- `{MARKET}`: `{DEEP}`\n- `{PLUGIN}:2`: `{COMMA}`\n" in few
    many = shown(Format.MARKDOWN, BROKEN._replace(verdict=verdict, flaws=FLAWS[:1] * (MOST_NAMED + 3)))
    assert many.count(DEEP) == MOST_NAMED
    assert "- and 3 more\n" in many


DOCUMENTS = [name for name in SINKS if name not in ("terminal", "json", "commit message")]


@pytest.mark.parametrize("sink", DOCUMENTS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_sink_obeys_the_path_of_one(sink: str, payload: str) -> None:
    hostile = Flaw(f"p/{PAYLOADS[payload]}/{PLUGIN}", FLAWS[1].why)
    written = SINKS[sink].write(Review((), flaws=(hostile,)))
    assert SINKS[sink].problems(written) == []
    assert "it is no valid JSON" in SINKS[sink].readable(written)
