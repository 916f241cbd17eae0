"""A policy that differs is told by what differs; one that is only written otherwise is not."""

from __future__ import annotations

import pytest

from agentreg.rules.policy_change import policy_change

POLICY = '[policy]\nfail-on = "high"\n'
IGNORE = '[[policy.ignore]]\nrule = "url-was-added"\nreason = "links"\n'

ROWS = {
    "a first one": ("", POLICY, "fail-on off -> high"),
    "none any more": (POLICY, "", "fail-on high -> off"),
    "threshold": (POLICY, POLICY.replace("high", "low"), "fail-on high -> low"),
    "severity": ("", '[policy.severity]\nurl-was-added = "off"\n', "url-was-added unset -> off"),
    "ignore": (POLICY, f"{POLICY}{IGNORE}", "ignores url-was-added"),
    "no ignore": (f"{POLICY}{IGNORE}", POLICY, "no longer ignores url-was-added"),
    "another reason": (
        IGNORE,
        IGNORE.replace("links", "other links"),
        "ignores url-was-added; no longer ignores url-was-added",
    ),
    "scope": (POLICY, f'{POLICY}[[policy.scope]]\npaths = ["a"]\n', "other scopes"),
    "broken": (
        POLICY,
        POLICY.replace("high", "hihg"),
        "it cannot be followed on one side (agentreg.toml:2: 'fail-on' cannot be 'hihg')",
    ),
    "written otherwise": (f"{POLICY}{IGNORE}", f"# ours\n\n{POLICY}\n{IGNORE}", None),
    "something else": ("", '[registry]\nname = "x"\n', None),
    "nothing": (POLICY, POLICY, None),
}


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_a_policy_is_told_by_what_differs(before: str, after: str, expected: str | None) -> None:
    found = policy_change(before, after, "agentreg.toml")
    assert (found and found.message) == (expected and f"policy in agentreg.toml: {expected}")
    assert found is None or (found.rule, found.severity) == ("policy-was-changed", "high")
