"""A policy that differs is told by what differs; one that is only written otherwise is not."""

from __future__ import annotations

import pytest

from agentreg.rules.baseline import Known, baseline_of, render_baseline
from agentreg.rules.finding import Severity
from agentreg.rules.policy_change import baseline_change, policy_change

POLICY = '[policy]\nfail-on = "high"\n'
IGNORE = '[[policy.ignore]]\nrule = "url-was-added"\nreason = "links"\n'

GITLEAKS = '[policy]\ngitleaks = "{}"\n'
LOW = POLICY.replace("high", "low")
HIGH_URL = 'url-was-added = "high"'
MANY = "".join(
    f'{rule} = "high"\n'
    for rule in ("step-was-moved", "step-was-added", "step-was-edited", "trigger-was-broadened")
)

CRITICAL, NOTE = Severity.CRITICAL, Severity.NOTE


def scope(path: str, fail_on: str = "", severity: str = "", more: tuple[str, ...] = ()) -> str:
    lines = ["[[policy.scope]]", f"paths = {[path, *more]}"]
    lines += [f'fail-on = "{fail_on}"'] if fail_on else []
    lines += [f"severity = {{{severity}}}"] if severity else []
    return "\n".join([*lines, ""])


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
        NOTE,
        "ignores url-was-added for another reason",
    ),
    "an ignore of one agent": (
        "",
        f'{IGNORE}agent = "helper"\npath = "a/**"\nuntil = 2026-05-01\n',
        CRITICAL,
        "ignores url-was-added of helper in a/** until 2026-05-01",
    ),
    "a later day": (
        f"{IGNORE}until = 2026-05-01\n",
        f"{IGNORE}until = 2026-06-01\n",
        CRITICAL,
        "ignores url-was-added until 2026-05-01 -> 2026-06-01",
    ),
    "no last day": (
        f"{IGNORE}until = 2026-05-01\n",
        IGNORE,
        CRITICAL,
        "ignores url-was-added until 2026-05-01 -> for ever",
    ),
    "a last day": (
        IGNORE,
        f"{IGNORE}until = 2026-05-01\n",
        NOTE,
        "ignores url-was-added until for ever -> 2026-05-01",
    ),
    "an ignore of more": (
        f'{IGNORE}path = "a/**"\n',
        IGNORE,
        CRITICAL,
        "ignores url-was-added; stricter: no longer ignores url-was-added in a/**",
    ),
    "both ways": (
        LOW,
        f'{POLICY}[policy.severity]\nstep-was-moved = "high"\nurl-was-added = "off"\n',
        CRITICAL,
        "fail-on low -> high; url-was-added high -> off; stricter: step-was-moved low -> high",
    ),
    "more than a few": (
        POLICY,
        f'{LOW}[policy.severity]\nurl-was-added = "off"\n{MANY}',
        CRITICAL,
        (
            "url-was-added high -> off; stricter: fail-on high -> low; step-was-added low -> high;"
            " step-was-edited low -> high; and 2 more"
        ),
    ),
    "a scope that says nothing": (POLICY, f"{POLICY}{scope('a')}", CRITICAL, "other scopes"),
    "a scope that passes more": (
        POLICY,
        f"{POLICY}{scope('a/**', 'off')}",
        CRITICAL,
        "fail-on high -> off in a/**",
    ),
    "a scope that passes less": (
        POLICY,
        f"{POLICY}{scope('a/**', 'low')}",
        NOTE,
        "fail-on high -> low in a/**",
    ),
    "a scope beside a stricter one": (
        f"{POLICY}{scope('a/**', 'note')}",
        f"{POLICY}{scope('a/**', 'note')}{scope('a/b/**', 'low')}",
        CRITICAL,
        "fail-on high -> low in a/b/**",
    ),
    "a scope where nothing is stated": ("", scope("a"), CRITICAL, "other scopes"),
    "the first scope": ("", scope("a", "low"), NOTE, "fail-on unstated -> low in a"),
    "a scope that is gone": (
        f"{POLICY}{scope('a', 'low')}",
        POLICY,
        CRITICAL,
        "fail-on low -> high in a",
    ),
    "a mild scope that is gone": (
        f"{POLICY}{scope('a', 'off')}",
        POLICY,
        NOTE,
        "fail-on off -> high in a",
    ),
    "a rule of a scope": (
        scope("a", severity='url-was-added = "low"'),
        scope("a", severity='url-was-added = "off", step-was-moved = "high"'),
        CRITICAL,
        "url-was-added low -> off in a; stricter: step-was-moved low -> high in a",
    ),
    "a rule of a scope that the whole has otherwise": (
        f'[policy.severity]\nurl-was-added = "critical"\n{scope("a")}',
        f'[policy.severity]\nurl-was-added = "critical"\n{scope("a", severity=HIGH_URL)}',
        CRITICAL,
        "url-was-added critical -> high in a",
    ),
    "other paths": (
        f"{POLICY}{scope('a', 'off')}",
        f"{POLICY}{scope('b', 'off')}",
        CRITICAL,
        "fail-on high -> off in b; stricter: fail-on off -> high in a",
    ),
    "another order": (
        f"{POLICY}{scope('a*', 'off')}{scope('*b', 'low')}",
        f"{POLICY}{scope('*b', 'low')}{scope('a*', 'off')}",
        CRITICAL,
        "scopes in another order",
    ),
    "two scopes of the same paths": (
        f"{POLICY}{scope('a', 'low')}{scope('a', 'off')}",
        f"{POLICY}{scope('a', 'low')}{scope('a', 'high')}",
        NOTE,
        "fail-on off -> high in a",
    ),
    "many paths": (
        POLICY,
        f"{POLICY}{scope('a', 'off', more=('b', 'c', 'd'))}",
        CRITICAL,
        "fail-on high -> off in a, b, c, …",
    ),
    "gitleaks left out": ("", GITLEAKS.format("off"), CRITICAL, "gitleaks installed -> off"),
    "gitleaks required": (
        GITLEAKS.format("off"),
        GITLEAKS.format("required"),
        NOTE,
        "gitleaks off -> required",
    ),
    "gitleaks as by default": ("", GITLEAKS.format("installed"), None, ""),
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
