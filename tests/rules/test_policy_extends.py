"""Over a shared policy a project's own can only let less pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.errors import ConfigError
from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.rules.policy import Level, Policy
from agentreg.rules.policy_change import policy_change
from agentreg.rules.policy_file import parse_policy

SHARED = """\
[policy]
fail-on = "high"
[policy.severity]
step-was-moved = "medium"
model-was-changed = "off"
[[policy.ignore]]
rule = "url-was-added"
reason = "links"
[[policy.ignore]]
rule = "tool-was-granted"
reason = "agreed"
[[policy.scope]]
paths = ["final/**"]
fail-on = "medium"
severity = { url-was-added = "critical" }
"""


def shared(text: str = SHARED) -> Policy:
    policy = parse_policy(text, "shared.toml")
    assert policy
    return policy


def extending(lines: str, base: str = SHARED) -> Policy:
    text = f'[policy]\nextends = "shared.toml"\n{lines}'
    policy = parse_policy(text, "agentreg.toml", lambda _name: shared(base))
    assert policy
    return policy


def test_what_is_not_stated_is_what_is_shared() -> None:
    own, base = extending(""), shared()
    assert (own.levels, own.ignores, own.scopes, own.fail_on) == (
        base.levels,
        base.ignores,
        base.scopes,
        Level.HIGH,
    )
    assert (own.place, own.extends) == ("agentreg.toml", "shared.toml")


def test_what_is_stated_stands_on_top() -> None:
    own = extending(
        'fail-on = "low"\ndrop-ignores = ["url-was-added"]\n[policy.severity]\nstep-was-moved = "high"\n'
        'model-was-changed = "note"\n[[policy.scope]]\npaths = ["a"]\nfail-on = "note"\n'
    )
    assert own.fail_on is Level.LOW
    assert [ignore.rule for ignore in own.ignores] == ["tool-was-granted"]
    assert (own.levels["step-was-moved"], own.levels["model-was-changed"]) == (Level.HIGH, Level.NOTE)
    assert [scope.paths for scope in own.scopes] == [("final/**",), ("a",)]


IGNORE = '[[policy.ignore]]\nrule = "url-was-added"\nreason = "links"\n'
LOOSER = [
    ('fail-on = "critical"\n', "3: 'fail-on' cannot be 'critical': 'high' fails already"),
    ('fail-on = "off"\n', "3: 'fail-on' cannot be 'off': 'high' fails already"),
    (
        '[policy.severity]\nstep-was-moved = "low"\n',
        "4: 'step-was-moved' cannot be 'low': it is 'medium' already",
    ),
    (
        '[policy.severity]\nurl-was-added = "off"\n',
        "4: 'url-was-added' cannot be 'off': it is 'high' already",
    ),
    (IGNORE, "3: a policy that extends shared.toml accepts nothing on its own"),
    ('drop-ignores = ["step-was-moved"]\n', "3: shared.toml ignores nothing of 'step-was-moved'"),
    ('drop-ignores = ["step-was-mved"]\n', "3: there is no rule 'step-was-mved'"),
    (
        '[[policy.scope]]\npaths = ["a"]\nfail-on = "high"\n',
        "5: 'fail-on' cannot be 'high': 'medium' fails already",
    ),
    (
        '[[policy.scope]]\npaths = ["a"]\nseverity = { url-was-added = "high" }\n',
        "5: 'url-was-added' cannot be 'high': it is 'critical' already",
    ),
]


@pytest.mark.parametrize(("lines", "message"), LOOSER)
def test_what_would_loosen_is_a_mistake_with_its_line(lines: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        extending(lines)
    assert caught.value.message == f"agentreg.toml:{message}"
    assert caught.value.hint


def test_what_is_shared_need_not_state_what_fails() -> None:
    assert extending('fail-on = "medium"\n', "[policy]\n").fail_on is Level.MEDIUM
    assert extending('fail-on = "critical"\n', '[policy]\nfail-on = "off"\n').fail_on is Level.CRITICAL
    with pytest.raises(ConfigError, match="'high' fails already"):
        extending('fail-on = "critical"\n', "[policy]\n")


@pytest.mark.parametrize(
    ("own", "shared", "asked"),
    [
        ("", "", "installed"),
        ("required", "", "required"),
        ("", "required", "required"),
        ("required", "off", "required"),
        ("installed", "off", "installed"),
        ("off", "off", "off"),
    ],
)
def test_whether_gitleaks_is_asked_can_be_tightened(own: str, shared: str, asked: str) -> None:
    lines = [f'gitleaks = "{one}"\n' if one else "" for one in (own, shared)]
    assert extending(lines[0], f"[policy]\n{lines[1]}").asks_gitleaks == asked


@pytest.mark.parametrize(
    ("own", "shared", "already"), [("off", "", "installed"), ("installed", "required", "required")]
)
def test_whether_gitleaks_is_asked_cannot_be_loosened(own: str, shared: str, already: str) -> None:
    base = f'[policy]\ngitleaks = "{shared}"\n' if shared else "[policy]\n"
    with pytest.raises(ConfigError, match=f"'gitleaks' cannot be '{own}': it is '{already}' already"):
        extending(f'gitleaks = "{own}"\n', base)


def test_without_a_shared_policy_there_is_nothing_to_drop() -> None:
    with pytest.raises(ConfigError, match=r"agentreg.toml:2: 'drop-ignores' is for a policy that extends"):
        parse_policy('[policy]\ndrop-ignores = ["url-was-added"]\n', "agentreg.toml")


LEVELS = st.sampled_from([level.value for level in Level])
RULES = st.sampled_from(["url-was-added", "step-was-moved", "tool-was-granted"])
PATHS = st.sampled_from(["a/**", "a/b/**", "c.md"])


@st.composite
def statements(draw: st.DrawFn) -> str:
    """What a policy may say, ignores left out."""
    lines = [f'fail-on = "{level}"' for level in draw(st.lists(LEVELS, max_size=1))]
    levels = draw(st.dictionaries(RULES, LEVELS, max_size=2))
    lines += ["[policy.severity]", *(f'{rule} = "{level}"' for rule, level in levels.items())]
    for paths in draw(st.lists(PATHS, max_size=2)):
        stated = ", ".join(
            f'{rule} = "{one}"' for rule, one in draw(st.dictionaries(RULES, LEVELS, max_size=1)).items()
        )
        lines += ["[[policy.scope]]", f'paths = ["{paths}"]', f"severity = {{ {stated} }}"]
        lines += [f'fail-on = "{level}"' for level in draw(st.lists(LEVELS, max_size=1))]
    return "\n".join(lines) + "\n"


def fails(policy: Policy, rule: str, severity: Severity, path: str) -> bool:
    """Whether a finding fails in a review, where `high` does unless something else is stated."""
    found = Finding(rule, severity, Direction.NEUTRAL, Bump.NONE, "", "")
    policy = policy._replace(fail_on=policy.fail_on or Level.HIGH)
    level, judged = policy.fails_from([path]), policy.severity(found, [path])
    return bool(level and judged and judged.at_least(level))


@given(statements(), statements(), RULES, st.sampled_from(["a/x.md", "a/b/x.md", "c.md", "d.md"]))
def test_what_fails_with_the_shared_policy_fails_with_any_that_extends_it(
    base: str, own: str, rule: str, path: str
) -> None:
    from agentreg.rules.table import RULES_BY_ID

    try:
        extended = extending(own, f"[policy]\n{base}")
    except ConfigError:
        return
    severity = RULES_BY_ID[rule].severity
    if fails(shared(f"[policy]\n{base}"), rule, severity, path):
        assert fails(extended, rule, severity, path)


CHANGED = [
    ("", 'extends = "a.toml"\n', Severity.CRITICAL, "extends nothing -> a.toml"),
    (
        'extends = "a.toml"\n',
        'extends = "a.toml"\ndrop-ignores = ["url-was-added"]\n',
        Severity.NOTE,
        "drops the ignores of url-was-added",
    ),
    (
        'extends = "a.toml"\ndrop-ignores = ["url-was-added"]\n',
        'extends = "a.toml"\n',
        Severity.CRITICAL,
        "no longer drops the ignores of url-was-added",
    ),
]


@pytest.mark.parametrize(("before", "after", "severity", "says"), CHANGED)
def test_a_change_of_what_is_extended_is_told(before: str, after: str, severity: Severity, says: str) -> None:
    found = policy_change(f"[policy]\n{before}", f"[policy]\n{after}", "agentreg.toml")
    assert found
    assert (found.severity, found.message) == (severity, f"policy in agentreg.toml: {says}")
