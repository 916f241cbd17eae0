"""A policy that differs is told by what differs; one that is only written otherwise is not."""

from __future__ import annotations

import pytest

from agentreg.rules.baseline import Known, baseline_of, render_baseline
from agentreg.rules.finding import Severity
from agentreg.rules.policy_change import baseline_change, policy_change

POLICY = '[policy]\nfail-on = "high"\n'
IGNORE = '[[policy.ignore]]\nrule = "url-was-added"\nreason = "links"\n'

CRITICAL, NOTE = Severity.CRITICAL, Severity.NOTE

ROWS = {
    "a first one": ("", POLICY, NOTE, "fail-on unstated -> high"),
    "none any more": (POLICY, "", CRITICAL, "fail-on high -> unstated"),
    "a first one that is mild": (
        "",
        POLICY.replace("high", "critical"),
        CRITICAL,
        "fail-on unstated -> critical",
    ),
    "a lower threshold": (POLICY, POLICY.replace("high", "low"), NOTE, "fail-on high -> low"),
    "a higher threshold": (POLICY.replace("high", "low"), POLICY, CRITICAL, "fail-on low -> high"),
    "off": ("", '[policy.severity]\nurl-was-added = "off"\n', CRITICAL, "url-was-added high -> off"),
    "raised": ("", '[policy.severity]\nstep-was-moved = "high"\n', NOTE, "step-was-moved low -> high"),
    "as it is": ("", '[policy.severity]\nstep-was-moved = "low"\n', None, ""),
    "ignore": (POLICY, f"{POLICY}{IGNORE}", CRITICAL, "ignores url-was-added"),
    "no ignore": (f"{POLICY}{IGNORE}", POLICY, NOTE, "no longer ignores url-was-added"),
    "another reason": (
        IGNORE,
        IGNORE.replace("links", "other links"),
        CRITICAL,
        "ignores url-was-added; no longer ignores url-was-added",
    ),
    "scope": (POLICY, f'{POLICY}[[policy.scope]]\npaths = ["a"]\n', CRITICAL, "other scopes"),
    "broken": (
        POLICY,
        POLICY.replace("high", "hihg"),
        CRITICAL,
        "it cannot be followed on one side (agentreg.toml:2: 'fail-on' cannot be 'hihg')",
    ),
    "written otherwise": (f"{POLICY}{IGNORE}", f"# ours\n\n{POLICY}\n{IGNORE}", None, ""),
    "something else": ("", '[registry]\nname = "x"\n', None, ""),
    "nothing": (POLICY, POLICY, None, ""),
}


@pytest.mark.parametrize(("before", "after", "severity", "message"), ROWS.values(), ids=ROWS)
def test_a_policy_is_told_by_what_differs(
    before: str, after: str, severity: Severity | None, message: str
) -> None:
    found = policy_change(before, after, "agentreg.toml")
    if severity is None:
        assert found is None
    else:
        assert found
        assert (found.rule, found.severity) == ("policy-was-changed", severity)
        assert found.message == f"policy in agentreg.toml: {message}"


def baseline(*prints: str) -> str:
    entries = [Known(f"{one}.md", "", "worker", "url-was-added", "url", "1" * 16) for one in prints]
    return render_baseline(baseline_of(entries, ""))


BASELINES = [
    ("", baseline("1"), CRITICAL, "accepts 1 finding"),
    (baseline("1", "2"), baseline("3"), CRITICAL, "accepts 1 finding; no longer accepts 2 findings"),
    (baseline("1"), baseline(), NOTE, "no longer accepts 1 finding"),
    (
        baseline("1"),
        baseline("1").replace('"agent"', '"before": "2.md", "agent"'),
        CRITICAL,
        "accepts 1 finding; no longer accepts 1 finding",
    ),
    (baseline("1"), "{", CRITICAL, "it cannot be read on one side (b.json:1: this is no baseline: "),
]


@pytest.mark.parametrize(("before", "after", "severity", "message"), BASELINES)
def test_a_baseline_is_told_by_what_it_accepts(
    before: str, after: str, severity: Severity, message: str
) -> None:
    found = baseline_change(before, after, "b.json")
    assert found
    assert found.severity is severity
    assert found.message.startswith(f"baseline b.json: {message}")
    assert baseline_change(after, after, "b.json") is None


def test_what_a_baseline_says_for_people_accepts_nothing() -> None:
    other = baseline("1").replace("worker", "writer").replace('"url"', '"another url"')
    assert baseline_change(baseline("1"), other, "b.json") is None
