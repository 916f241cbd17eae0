"""What a policy says of a rule, a path and a day."""

from __future__ import annotations

from datetime import date

import pytest

from agentreg.rules.policy import Ignore, Level, Policy, Scope

RULE = "url-was-added"
POLICY = Policy(
    levels={RULE: Level.HIGH},
    scopes=(
        Scope(("drafts",), {RULE: Level.NOTE}, Level.OFF),
        Scope(("drafts/final/**",), {}, Level.LOW),
        Scope(("old/**",), {RULE: Level.OFF}),
    ),
    fail_on=Level.MEDIUM,
)


@pytest.mark.parametrize(
    ("path", "level", "fails_from"),
    [
        ("agents/a.md", Level.HIGH, Level.MEDIUM),
        ("drafts/a.md", Level.NOTE, Level.OFF),
        ("drafts/final/a.md", Level.NOTE, Level.LOW),
        ("team/drafts/a.md", Level.NOTE, Level.OFF),
        ("old/a.md", Level.OFF, Level.MEDIUM),
        ("", Level.HIGH, Level.MEDIUM),
    ],
)
def test_the_last_scope_that_says_something_counts(path: str, level: Level, fails_from: Level) -> None:
    assert (POLICY.level(RULE, path), POLICY.fails_from(path)) == (level, fails_from)


def test_an_empty_policy_leaves_everything_as_it_is() -> None:
    assert Policy().level(RULE, "a.md") is None
    assert Policy().fails_from("a.md") is Level.OFF


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
    assert ignore.covers("docs-writer", "agents/docs.md") is covered


def test_an_ignore_holds_until_the_end_of_its_last_day() -> None:
    ignore = Ignore(RULE, "why", "agentreg.toml:1", until=date(2027, 1, 31))
    assert ignore.holds(date(2027, 1, 31))
    assert not ignore.holds(date(2027, 2, 1))
    assert ignore._replace(until=None).holds(date(2099, 1, 1))
