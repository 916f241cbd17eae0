"""What a policy says of a rule, a path and a day."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.rules.finding import Bump, Direction, Finding, Severity
from agentreg.rules.policy import Ignore, Level, Named, Policy, Scope

RULE = "url-was-added"
FOUND = Finding(RULE, Severity.MEDIUM, Direction.WIDENS, Bump.PATCH, "url", "a url")
POLICY = Policy(
    levels={RULE: Level.HIGH},
    scopes=(
        Scope(("drafts",), {RULE: Level.NOTE}, Level.OFF),
        Scope(("drafts/final/**",), {}, Level.LOW),
        Scope(("old/**",), {RULE: Level.OFF}),
    ),
    fail_on=Level.MEDIUM,
    folder="/home/me/",
)

SCOPES = [
    (["agents/a.md"], Severity.HIGH, Severity.MEDIUM),
    (["drafts/a.md"], Severity.NOTE, None),
    (["/home/me/drafts/a.md"], Severity.NOTE, None),
    (["/home/you/old/a.md"], Severity.HIGH, Severity.MEDIUM),
    (["drafts/final/a.md"], Severity.NOTE, Severity.LOW),
    (["team/drafts/a.md"], Severity.NOTE, None),
    (["old/a.md"], None, Severity.MEDIUM),
    ([], Severity.HIGH, Severity.MEDIUM),
]


@pytest.mark.parametrize(("paths", "severity", "fails_from"), SCOPES)
def test_the_last_scope_that_says_something_counts(
    paths: list[str], severity: Severity | None, fails_from: Severity | None
) -> None:
    assert (POLICY.severity(FOUND, paths), POLICY.fails_from(paths)) == (severity, fails_from)


MOVES = [
    ("agents/a.md", "drafts/a.md", Severity.HIGH, Severity.MEDIUM),
    ("drafts/a.md", "old/a.md", Severity.NOTE, Severity.MEDIUM),
    ("drafts/a.md", "drafts/final/a.md", Severity.NOTE, Severity.LOW),
]


@pytest.mark.parametrize(("one", "other", "severity", "fails_from"), MOVES)
def test_a_move_is_judged_by_the_stricter_side(
    one: str, other: str, severity: Severity, fails_from: Severity
) -> None:
    for paths in ([one, other], [other, one]):
        assert (POLICY.severity(FOUND, paths), POLICY.fails_from(paths)) == (severity, fails_from)


def test_an_empty_policy_leaves_everything_as_it_is() -> None:
    assert Policy().severity(FOUND, ["a.md"]) is FOUND.severity
    assert Policy().fails_from(["a.md"]) is None


@pytest.mark.parametrize(
    ("agent", "glob", "covered"),
    [
        ("", "", True),
        ("docs-*", "", True),
        ("docs", "", False),
        ("DOCS-*", "", False),
        ("", "agents/**", True),
        ("", "other/**", False),
        ("docs-*", "other/**", False),
    ],
)
def test_an_ignore_is_about_agents_and_paths(agent: str, glob: str, *, covered: bool) -> None:
    ignore = Ignore(RULE, "why", "agentreg.toml:1", agent, glob)
    assert ignore.covers(Named("docs-writer", "agents/docs.md")) is covered


def test_an_ignore_holds_until_the_end_of_its_last_day() -> None:
    ignore = Ignore(RULE, "why", "agentreg.toml:1", until=date(2027, 1, 31))
    assert ignore.holds(date(2027, 1, 31))
    assert not ignore.holds(date(2027, 2, 1))
    assert ignore._replace(until=None).holds(date(2099, 1, 1))
