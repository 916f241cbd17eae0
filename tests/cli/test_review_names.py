"""Names of other sources: a review tells what `lint` tells, as new or as there already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.cli import run_cli
from support.repos import build_repo, commit, git
from support.workers import agent

WORKER, REVIEWER, PLANER = (f".claude/agents/{name}.md" for name in ("worker", "reviewer", "planer"))
OTHERS = {f"agents/{name}.md": agent(name=name) for name in ("planner", "reviewer", "worker-of-all")}
NAMES = frozenset(("name-is-taken", "name-is-similar"))
TAKEN = ("medium", "name-is-taken", "reviewer is also the name of other/agents/reviewer.md")
SIMILAR = ("medium", "name-is-similar", "planer is almost planner of other")
CONFIG = "agentreg.toml"

Told = tuple[str, str, str]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "other", [OTHERS])


@pytest.fixture
def shop(tmp_path: Path, other: Path) -> Path:
    """A project with a registry that knows another source, and itself."""
    shop = build_repo(tmp_path / "shop", [{WORKER: agent()}])
    assert run_cli("-C", shop, "init").code == 0
    assert run_cli("-C", shop, "add", other, "--name", "other").code == 0
    assert run_cli("-C", shop, "index").code == 0
    commit(shop, {})
    return shop


def told(review: Any, key: str) -> dict[str, list[Told]]:
    """What is told of names, by agent."""
    named = {
        one["agent"]: [
            (found["severity"], found["rule"], found["message"])
            for found in one[key]
            if found["rule"] in NAMES
        ]
        for one in review["agents"]
    }
    return {name: found for name, found in named.items() if found}


def reviewed(repo: Path, *arguments: str) -> Any:
    return run_cli("-C", repo, "review", *arguments, "--json").data


def copied(text: str) -> str:
    return text.replace("You", "Here you")


def write(repo: Path, *names: str) -> None:
    for name in names:
        (repo / f".claude/agents/{name}.md").write_text(agent(name=name))


@pytest.mark.parametrize("arguments", [("--worktree",), ("--staged",), ("HEAD~1..HEAD",)])
def test_what_a_new_agent_shares_with_another_source_is_new(shop: Path, arguments: tuple[str, ...]) -> None:
    write(shop, "reviewer", "planer")
    git(shop, "add", "-A")
    if "HEAD~1..HEAD" in arguments:
        commit(shop, {})
    review = reviewed(shop, *arguments)
    assert told(review, "findings") == {"reviewer": [TAKEN], "planer": [SIMILAR]}
    assert told(review, "existing") == {}
    ran = run_cli("-C", shop, "review", *arguments)
    for severity, rule, message in (TAKEN, SIMILAR):
        assert f"{severity.upper():<8} {rule}" in ran.out
        assert message in " ".join(ran.out.split())
    assert run_cli("-C", shop, "review", *arguments, "--fail-on", "medium").code == 1


def test_lint_and_review_say_the_same(shop: Path) -> None:
    write(shop, "reviewer", "planer")
    linted = run_cli("-C", shop, "lint", "--json").data
    assert told(linted, "findings") == told(reviewed(shop, "--worktree"), "findings")


def test_a_name_that_was_shared_before_is_there_already(shop: Path) -> None:
    write(shop, "reviewer", "planer")
    commit(shop, {})
    for path in (REVIEWER, PLANER):
        (shop / path).write_text(copied((shop / path).read_text()))
    review = reviewed(shop, "--worktree")
    assert told(review, "existing") == {"reviewer": [TAKEN], "planer": [SIMILAR]}
    assert told(review, "findings") == {}


def test_a_name_that_an_agent_takes_is_new(shop: Path) -> None:
    (shop / WORKER).write_text(agent(name="reviewer"))
    assert told(reviewed(shop, "--worktree"), "findings") == {"reviewer": [TAKEN]}


def _without_index(repo: Path) -> None:
    (repo / CONFIG).unlink()


def _variant(repo: Path) -> None:
    for path in (REVIEWER, PLANER):
        (repo / path).unlink()
    assert run_cli("-C", repo, "track", "other/reviewer").code == 0


def _overlay(repo: Path) -> None:
    (repo / PLANER).unlink()
    (repo / "r.overlay.toml").write_text('extends = "other/reviewer"\n[set]\nmodel = "opus"\n')
    with (repo / CONFIG).open("a") as config:
        config.write(f'\n[[variant]]\npath = "{REVIEWER}"\noverlay = "r.overlay.toml"\n')


def _by_path(repo: Path) -> None:
    config = (repo / CONFIG).read_text()
    (repo / CONFIG).write_text(config.replace(f"{repo.parent}/other", ".").replace("../other", "."))


def _by_address(repo: Path) -> None:
    git(repo, "remote", "add", "origin", "https://forge.example/team/other.git")
    (repo / CONFIG).write_text('[[source]]\nname = "other"\nlocation = "git@forge.example:team/other"\n')


def _clone(repo: Path) -> None:
    git(repo, "remote", "add", "origin", str(repo.parent / "other"))


@pytest.mark.parametrize("how", [_without_index, _variant, _overlay, _by_path, _by_address, _clone])
def test_what_is_meant_or_nobody_knows_is_not_told(shop: Path, how: Callable[[Path], None]) -> None:
    write(shop, "reviewer", "planer")
    assert told(reviewed(shop, "--worktree"), "findings")
    how(shop)
    assert (shop / REVIEWER).exists()
    assert told(reviewed(shop, "--worktree"), "findings") == {}
    assert told(run_cli("-C", shop, "lint", "--json").data, "findings") == {}


def test_whoever_takes_a_name_in_the_project_is_told_to_who_had_it(shop: Path) -> None:
    write(shop, "reviewer")
    commit(shop, {})
    boss = ".claude/agents/boss.md"
    (shop / boss).write_text(agent(name="reviewer"))
    review = reviewed(shop, "--worktree")
    (hit,) = [one for one in review["agents"] if one["bystander"]]
    assert [found["message"] for found in hit["findings"]] == [
        f"reviewer is also the name of {boss}, because {boss} is new"
    ]
    (came,) = [one for one in review["agents"] if not one["bystander"]]
    assert [found["message"] for found in came["findings"] if found["rule"] in NAMES] == [
        f"reviewer is also the name of {REVIEWER}",
        TAKEN[2],
    ]


def test_it_can_be_approved(shop: Path) -> None:
    write(shop, "reviewer")
    ran = run_cli("-C", shop, "approve", "--worktree", "--finding", "reviewer", "--reason", "It is ours.")
    assert ran.code == 0, ran.err
    assert "name-is-taken" in (shop / "agentreg.approvals").read_text()
    assert told(reviewed(shop, "--worktree"), "findings") == {}


def test_an_index_that_cannot_be_read_is_told(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGENTREG_CACHE", str(tmp_path / "cache"))
    assert run_cli("-C", shop, "index").code == 0
    write(shop, "reviewer")
    (index,) = (tmp_path / "cache").rglob("*.sqlite")
    index.write_bytes(b"no index")
    ran = run_cli("-C", shop, "review", "--worktree")
    assert "names were not compared with those of other sources" in ran.err
