"""A policy as it is written, and every mistake in it with its line and a way out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from agentreg.config.file import template
from agentreg.errors import ConfigError
from agentreg.rules.policy import Ignore, Level, Policy, Scope
from agentreg.rules.policy_file import parse_policy
from support.shared import ROOT

WHOLE = """\
[registry]
name = "acme"

[policy]
fail-on = "high"

[policy.severity]
model-was-changed = "off"
step-was-edited = "high"

[[policy.ignore]]
rule = "url-was-added"
agent = "docs-*"
path = "vendor/**"
reason = "links  are what\\nthey write"
until = 2027-01-31

[[policy.ignore]]
rule = "tool-was-granted"
reason = "agreed"
fingerprint = "0123456789abcdef"

[[policy.scope]]
paths = ["drafts/**", "old"]
fail-on = "critical"
severity = { url-was-added = "note" }
"""


def test_a_whole_policy_is_read() -> None:
    assert parse_policy(WHOLE, "agentreg.toml") == Policy(
        levels={"model-was-changed": Level.OFF, "step-was-edited": Level.HIGH},
        ignores=(
            Ignore(
                "url-was-added",
                "links are what they write",
                "agentreg.toml:11",
                agent="docs-*",
                path="vendor/**",
                until=date(2027, 1, 31),
            ),
            Ignore("tool-was-granted", "agreed", "agentreg.toml:18", fingerprint="0123456789abcdef"),
        ),
        scopes=(Scope(("drafts/**", "old"), {"url-was-added": Level.NOTE}, Level.CRITICAL),),
        fail_on=Level.HIGH,
        place="agentreg.toml",
    )


def test_a_project_file_holds_it_in_its_own_table() -> None:
    text = '[tool.agentreg.policy]\nfail-on = "low"\n'
    assert parse_policy(text, "pyproject.toml") == Policy(fail_on=Level.LOW, place="pyproject.toml")


@pytest.mark.parametrize("text", ["", '[registry]\nname = "policy"\n', "# [policy]\n"])
def test_a_file_without_a_policy_has_none(text: str) -> None:
    assert parse_policy(text, "agentreg.toml") is None


IGNORE = '[[policy.ignore]]\nrule = "url-was-added"\nreason = "r"\n'

MISTAKES = {
    "table": ('[polcy]\nfail-on = "high"\n', 1, "unknown key 'polcy'", "did you mean 'policy'?"),
    "level": ('[policy]\nfail-on = "hihg"\n', 2, "'fail-on' cannot be 'hihg'", "critical, high,"),
    "level type": ("[policy]\nfail-on = 3\n", 2, "'fail-on' cannot be 3", "one of"),
    "gitleaks": (
        '[policy]\ngitleaks = "always"\n',
        2,
        "'gitleaks' cannot be 'always'",
        "one of required, installed, off",
    ),
    "key": ('[policy]\nfailon = "high"\n', 2, "unknown key 'failon' in [policy]", "did you mean 'fail-on'?"),
    "rule": (
        '[policy.severity]\nurl-was-aded = "low"\n',
        2,
        "there is no rule 'url-was-aded'",
        "did you mean 'url-was-added'?",
    ),
    "rule far off": ('[policy.severity]\nxyz = "low"\n', 2, "there is no rule 'xyz'", "agentreg checks"),
    "severity": ('[policy.severity]\nurl-was-added = "warn"\n', 2, "cannot be 'warn'", "one of"),
    "itself": (
        '[policy.severity]\npolicy-was-changed = "off"\n',
        2,
        "'policy-was-changed' is about the policy itself",
        "remove it",
    ),
    "ignored rule": (IGNORE.replace("url", "uri"), 2, "there is no rule 'uri-was-added'", "'url-was-added'"),
    "no reason": ('[[policy.ignore]]\nrule = "url-was-added"\n', 1, "needs the key 'reason'", ""),
    "blank reason": (IGNORE.replace('"r"', '" "'), 3, "'reason' must be a text", ""),
    "no rule": ('[[policy.ignore]]\nreason = "r"\n', 1, "needs the key 'rule'", ""),
    "date": (f'{IGNORE}until = "soon"\n', 4, "'until' must be a date, not 'soon'", "2027-01-31"),
    "time": (f"{IGNORE}until = 2027-01-31T12:00:00\n", 4, "'until' must be a date", "2027-01-31"),
    "number": (f"{IGNORE}until = 2027\n", 4, "'until' must be a date, not '2027'", "2027-01-31"),
    "fingerprint": (f'{IGNORE}fingerprint = "abc"\n', 4, "'abc' is no fingerprint", "--json"),
    "second": (f"{IGNORE}\n{IGNORE}agents = 1\n", 8, "unknown key 'agents'", "did you mean 'agent'?"),
    "one bracket": (IGNORE.replace("[[", "[").replace("]]", "]"), 1, "two brackets", ""),
    "no paths": ('[[policy.scope]]\nfail-on = "low"\n', 1, "needs the key 'paths'", "paths = ["),
    "scoped rule": (
        '[[policy.scope]]\npaths = ["a"]\n[policy.scope.severity]\nurl-was-aded = "low"\n',
        3,
        "there is no rule 'url-was-aded'",
        "'url-was-added'",
    ),
}


@pytest.mark.parametrize(("text", "line", "message", "hint"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line_and_a_way_out(text: str, line: int, message: str, hint: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_policy(text, "agentreg.toml")
    assert caught.value.message.startswith(f"agentreg.toml:{line}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_policy_of_the_manual_can_be_followed() -> None:
    manual = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
    text, extending = re.findall(r"(?ms)^```toml\n(\[policy\].*?)^```$", manual)
    policy = parse_policy(text, "agentreg.toml")
    assert policy
    assert (policy.fail_on, len(policy.ignores), len(policy.scopes)) == (Level.HIGH, 2, 1)
    shared = parse_policy('[policy]\n[[policy.ignore]]\nrule = "url-was-added"\nreason = "links"\n', "a.toml")
    assert shared
    own = parse_policy(extending, "agentreg.toml", lambda _name: shared)
    assert own
    assert (own.fail_on, own.ignores) == (Level.MEDIUM, ())


def test_the_policy_of_a_new_configuration_can_be_followed() -> None:
    _, _, rest = template("acme").partition("# [policy]\n")
    text = "[policy]\n" + rest.partition("\n\n")[0].replace("# ", "").replace("#\n", "\n")
    policy = parse_policy(text, "agentreg.toml")
    assert policy
    assert [ignore.rule for ignore in policy.ignores] == ["tool-was-granted"]
