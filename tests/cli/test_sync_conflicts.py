"""Conflicts that wait for a person: kept, resolved, skipped, forgotten, or committed with markers."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import Ran, run_cli
from support.projects import bytes_below
from support.repos import commit, git
from support.variants import REVIEWER, agent, collection, edit, project, tracked

THEIRS = agent("reviewer", model="haiku")
BRANCH = "agentreg/sync"


@pytest.fixture
def team(tmp_path: Path) -> Path:
    folder = collection(tmp_path / "team")
    commit(folder, {"agents/reviewer.md": THEIRS})
    git(folder, "tag", "v1.2.0")
    return folder


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    """A project whose reviewer and its base both changed the model."""
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "sonnet", "opus")
    return folder


def sync(shop: Path, *options: str) -> Ran:
    return run_cli("-C", shop, "sync", "-y", *options)


def waiting(shop: Path) -> Path:
    """The file in which the conflict is to be resolved."""
    (file,) = (shop / ".git/agentreg/conflicts").glob("*/reviewer.md")
    return file


def synced(shop: Path) -> str:
    return git(shop, "show", f"{BRANCH}:{REVIEWER}") + "\n"


def test_a_conflict_is_kept_in_a_file_that_is_named(shop: Path) -> None:
    before = bytes_below(shop)
    done = sync(shop)
    assert done.code == 1
    assert f"{REVIEWER}: resolve its conflict in {waiting(shop)}" in done.err
    assert "agentreg sync --continue" in done.err
    assert "<<<<<<< .claude/agents/reviewer.md: model" in waiting(shop).read_text()
    after = bytes_below(shop)
    changed = {path for path in after.keys() | before.keys() if before.get(path) != after.get(path)}
    assert all(path.startswith(".git/agentreg/conflicts/") for path in changed)


def test_a_resolved_conflict_is_taken_and_nothing_is_left_over(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    file.write_text(THEIRS.replace("haiku", "opus"))
    done = sync(shop, "--continue")
    assert done.code == 0, done.err
    assert synced(shop) == THEIRS.replace("haiku", "opus")
    assert [path for path in (shop / ".git/agentreg/conflicts").rglob("*") if path.is_file()] == []
    assert sync(shop).code == 0


def test_a_text_that_was_resolved_into_nonsense_is_not_taken(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    both = THEIRS.replace("model: haiku\n", "model: opus\nmodel: haiku\n")
    file.write_text(both)
    done = sync(shop, "--continue")
    assert done.code == 1
    assert "is a field stated twice?" in done.out
    assert f"resolve its conflict in {file}" in done.err
    assert file.read_text() == both


def test_what_is_half_resolved_waits_on_and_is_never_overwritten(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    half = file.read_text().replace("Be kind and brief.", "Be kind.")
    file.write_text(half)
    for options in (["--continue"], []):
        assert sync(shop, *options).code == 1
        assert file.read_text() == half


def test_a_skipped_conflict_is_left_alone_until_the_base_moves_on(shop: Path, team: Path) -> None:
    sync(shop)
    assert sync(shop, "--skip").out == f"{shop}: {REVIEWER}: conflict skipped\n".replace(str(shop), "shop")
    done = sync(shop)
    assert "its conflict was skipped" in done.out
    assert "resolve" not in done.err
    commit(team, {"agents/reviewer.md": THEIRS.replace("haiku", "fable")})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    assert f"resolve its conflict in {waiting(shop)}" in sync(shop).err


def test_a_text_that_was_edited_in_vain_is_set_aside(shop: Path, team: Path) -> None:
    sync(shop)
    file = waiting(shop)
    edited = file.read_text() + "Mine.\n"
    file.write_text(edited)
    commit(team, {"agents/reviewer.md": THEIRS.replace("haiku", "fable")})
    git(team, "tag", "v1.3.0")
    run_cli("-C", shop, "index")
    sync(shop)
    assert "fable" in file.read_text()
    assert (file.parent / "reviewer.md.outdated").read_text() == edited


def test_conflicts_can_be_forgotten(shop: Path) -> None:
    sync(shop)
    file = waiting(shop)
    assert sync(shop, "--abort").out == f"shop: {REVIEWER}: conflict forgotten\n"
    assert not file.exists()
    assert sync(shop, "--abort").out == "no conflicts\n"
    done = sync(shop, "--continue")
    assert (done.code, "no conflict waits" in done.err) == (2, True)


def test_a_conflict_is_committed_with_markers_when_asked(shop: Path) -> None:
    done = sync(shop, "--markers")
    assert done.code == 1
    assert "marked" in done.out
    assert "<<<<<<<" in synced(shop)
    again = sync(shop)
    assert again.code == 1
    assert "a conflict in it was never resolved" in again.out


def test_local_edits_are_overwritten_when_forced_and_owned_fields_are_not(shop: Path) -> None:
    config = shop / "agentreg.toml"
    edit(shop, REVIEWER, "Be kind and brief.", "Be loud.")
    commit(shop, {"agentreg.toml": config.read_text() + 'owned = ["model"]\n'})
    assert sync(shop, "--force").code == 0
    assert synced(shop) == THEIRS.replace("haiku", "opus")


@pytest.mark.parametrize(
    "options",
    [
        ["--branch", "x", "--work-tree"],
        ["--push", "--work-tree"],
        ["--pr", "--work-tree"],
        ["--continue", "--skip"],
        ["--skip", "--abort"],
    ],
)
def test_options_that_contradict_each_other_are_refused(shop: Path, options: list[str]) -> None:
    assert sync(shop, *options).code == 2


def test_the_conflicts_that_wait_are_in_the_json(shop: Path) -> None:
    (told,) = sync(shop, "--json").data["repositories"]
    assert told["conflicts"] == [{"path": REVIEWER, "file": str(waiting(shop)), "answer": "open"}]
