"""What is told of variants that hold a secret: each line says that it is there, and none what it is."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from support.cli import run_cli
from support.projects import write_files
from support.repos import commit, git
from support.variants import REVIEWER, agent, edit, project, tracked

KEY, OURS = "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", "ghs_dNH8Bth0LWTvc5LZxdi2kOAjySykRA4Mni8v"


def masked(key: str) -> str:
    return f"{key[:4]}{'•' * 30}({sha256(key[4:].encode()).hexdigest()[:4]})"


@pytest.fixture
def team(team: Path) -> Path:
    """The collection, of which the newest reviewer has a secret for its model, and its tools name it."""
    commit(team, {"agents/reviewer.md": agent("reviewer", model=KEY, tools=f"Read, Bash(use {KEY})")})
    git(team, "tag", "v2.1.0")
    return team


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0", "--range", "*", "--owned", "model")
    edit(folder, REVIEWER, "sonnet", OURS)
    return folder


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def told(folder: Path, *words: str) -> list[str]:
    found = list(strings(run_cli("-C", folder, *words, "--json").data))
    assert not [one for one in found if KEY[4:12] in one or OURS[4:12] in one]
    return found


def test_an_owned_field_is_told_without_the_secret_that_the_base_has_in_it(shop: Path) -> None:
    assert f"model stays ours: sonnet -> {masked(KEY)} there" in told(shop, "why", REVIEWER)


def test_an_own_edit_is_told_without_its_secret(shop: Path) -> None:
    assert f"model sonnet -> {masked(OURS)}" in told(shop, "why", REVIEWER)


def test_a_plan_is_told_without_secrets(shop: Path) -> None:
    said = told(shop, "sync", "-n", "--allow-widening")
    assert any("Bash(use ghp_••••" in one for one in said)
    assert any(f"model {masked(KEY)} -> {masked(OURS)}" in one for one in said)


def test_a_proposal_is_told_without_secrets(shop: Path) -> None:
    edit(shop, REVIEWER, "tools: Read, Grep", f"tools: Read, Grep, WebFetch(use {OURS})")
    said = told(shop, "propose", REVIEWER, "-n")
    assert any("WebFetch(use ghs_••••" in one for one in said)


def test_an_adoption_is_told_without_secrets(tmp_path: Path, team: Path) -> None:
    folder = project(tmp_path / "new", team)
    write_files(folder, {REVIEWER: agent("reviewer").replace("sonnet", OURS)})
    assert f"model sonnet -> {masked(OURS)}" in told(folder, "adopt", REVIEWER, "--from", "team", "-n")
