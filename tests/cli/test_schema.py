"""What commands about variants write with --json follows the schema that `agentreg schema` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.report.schema import DATA
from support.cli import run_cli
from support.repos import commit, git
from support.schemas import problems
from support.variants import PLANNER, REVIEWER, agent, edit, project, tracked


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    """A project with an edited variant that lags behind, a copy that nobody declared, and what widens."""
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0", "--range", ">=1", "--owned", "model")
    edit(folder, REVIEWER, "sonnet", "opus")
    edit(folder, REVIEWER, "brief", "short")
    commit(folder, {PLANNER: agent("planner", model="haiku")})
    return folder


RUNS = {
    "status": ("status",),
    "status of a lock": ("status", "--lock"),
    "status of what is not there": ("status", "nowhere", "."),
    "outdated": ("outdated",),
    "outdated of what is not there": ("outdated", "nowhere", "."),
    "why": ("why", REVIEWER),
    "sync": ("sync", "-n"),
    "sync that widens": ("sync", "-y", "--allow-widening"),
    "sync that overwrites": ("sync", "-y", "--force", "--work-tree"),
    "sync of what is not there": ("sync", "-n", "nowhere", "."),
    "adopt": ("adopt", PLANNER, "-n"),
    "adopt of a file without a base": ("adopt", "README.md", "-n"),
    "propose": ("propose", REVIEWER, "-n"),
    "propose as a commit": ("propose", REVIEWER, "-y"),
    "propose as a patch": ("propose", REVIEWER, "-o", "-"),
    "approve": ("approve", "HEAD~2..HEAD", "--reason", "a box", "-n"),
    "approve of all": ("approve", "HEAD~2..HEAD", "--reason", "a box", "-n", "--finding", "reviewer"),
    "why of what is no variant": ("why", PLANNER),
}


@pytest.mark.parametrize("words", RUNS.values(), ids=RUNS)
def test_a_run_follows_its_schema(shop: Path, words: tuple[str, ...]) -> None:
    done = run_cli("-C", shop, *words, "--json")
    assert done.json["command"] == words[0]
    assert problems(words[0], done.json) == []


def test_a_lock_that_disagrees_follows_it(shop: Path) -> None:
    (shop / "agentreg.lock").unlink()
    done = run_cli("-C", shop, "status", "--lock", "--json")
    assert done.data["disagreements"]
    assert problems("status", done.json) == []


def test_conflicts_follow_it_and_what_is_answered_to_them(shop: Path, team: Path) -> None:
    commit(team, {"agents/reviewer.md": agent("reviewer").replace("brief", "blunt")})
    git(team, "tag", "v2.1.0")
    assert run_cli("-C", shop, "index").code == 0
    for words in (("sync", "-y"), ("status",), ("why", REVIEWER), ("propose", REVIEWER, "-n")):
        done = run_cli("-C", shop, *words, "--json")
        assert "conflict" in done.out
        assert problems(words[0], done.json) == []
    for answer in (["--abort", "-n", "-y"], ["--skip"]):
        done = run_cli("-C", shop, "sync", *answer, "--json")
        assert [one["path"] for one in done.data["repositories"]] == [REVIEWER], answer
        assert problems("sync", done.json) == []


def test_every_command_that_judges_or_tends_variants_has_a_schema() -> None:
    judging = {"diff", "review", "lint", "changelog", "approve"}
    assert set(DATA) == judging | {"status", "outdated", "why", "sync", "adopt", "propose"}
