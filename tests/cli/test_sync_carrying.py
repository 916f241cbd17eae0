"""What a sync carries into a project's configuration: other names, ranges of newer versions, deletions."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import Ran, run_cli
from support.projects import write_files
from support.repos import commit, git
from support.variants import PLANNER, REVIEWER, agent, edit, project, tracked

BRANCH = "agentreg/sync"


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0")
    tracked(folder, "planner", "--range", "*")
    return folder


def sync(shop: Path, *options: str) -> Ran:
    assert run_cli("-C", shop, "index").code == 0
    return run_cli("-C", shop, "sync", "-y", *options)


def on_branch(shop: Path, path: str) -> str:
    return git(shop, "show", f"{BRANCH}:{path}") + "\n"


def test_a_base_that_was_renamed_gets_its_new_name_and_nothing_else_changes(shop: Path, team: Path) -> None:
    text = agent("planner").replace("name: planner", "name: architect")
    commit(team, {"agents/planner.md": None, "agents/architect.md": text})
    done = sync(shop)
    assert done.code == 0, done.err
    assert "agentreg.toml: base team/architect, version *" in done.out
    before = git(shop, "show", "main:agentreg.toml") + "\n"
    assert on_branch(shop, "agentreg.toml") == before.replace("team/planner", "team/architect")
    assert 'base = "team/architect"' in on_branch(shop, "agentreg.lock")
    git(shop, "merge", "-q", BRANCH)
    assert "nothing to do" in sync(shop).out


def test_the_newest_base_is_brought_when_asked_and_the_range_allows_it_then(shop: Path) -> None:
    assert "1.0.0 -> 1.1.0" in run_cli("-C", shop, "sync", "-n").out
    done = sync(shop, "--latest", "--allow-widening")
    assert done.code == 0, done.err
    assert "1.0.0 -> 2.0.0" in done.out
    before = git(shop, "show", "main:agentreg.toml") + "\n"
    assert on_branch(shop, "agentreg.toml") == before.replace("^1.0.0", "^2.0.0")
    git(shop, "merge", "-q", BRANCH)
    assert "nothing to do" in sync(shop).out


def test_a_copy_goes_with_its_base(shop: Path, team: Path) -> None:
    commit(team, {"agents/planner.md": None})
    done = sync(shop)
    assert done.code == 0, done.err
    assert "its base was deleted" in done.out
    changed = git(shop, "diff", "--name-status", "main", BRANCH).split("\n")
    assert f"D\t{PLANNER}" in changed
    assert PLANNER not in on_branch(shop, "agentreg.toml") + on_branch(shop, "agentreg.lock")
    assert REVIEWER in on_branch(shop, "agentreg.toml")
    assert "removed, as team/planner was" in git(shop, "log", "-1", "--format=%b", BRANCH)
    git(shop, "merge", "-q", BRANCH)
    assert "nothing to do" in sync(shop).out


def test_a_variant_with_edits_of_its_own_stays_when_its_base_goes(shop: Path, team: Path) -> None:
    edit(shop, PLANNER, "Be kind and brief.", "Be loud.")
    commit(team, {"agents/planner.md": None})
    done = sync(shop)
    assert done.code == 1
    assert "it has own edits" in done.out
    assert git(shop, "diff", "--name-only", "main", BRANCH).split("\n") == [REVIEWER, "agentreg.lock"]


def test_on_disk_nothing_is_removed(shop: Path, team: Path) -> None:
    commit(team, {"agents/planner.md": None})
    done = sync(shop, "--work-tree")
    assert "a sync on a branch removes it" in done.out
    assert (shop / PLANNER).is_file()


def test_policies_of_the_manifest_decide_fields(shop: Path, team: Path) -> None:
    edit(shop, REVIEWER, "sonnet", "opus")
    commit(team, {"agents/reviewer.md": agent("reviewer", model="haiku")})
    git(team, "tag", "v1.2.0")
    config, base = (shop / "agentreg.toml").read_text(), 'base = "team/reviewer"\n'
    for word, model in (("theirs", "haiku"), ("ours", "opus")):
        commit(shop, {"agentreg.toml": config.replace(base, f'{base}policy = {{ model = "{word}" }}\n')})
        git(shop, "update-ref", "-d", f"refs/heads/{BRANCH}")
        assert sync(shop).code == 0
        assert f"model: {model}" in on_branch(shop, REVIEWER)


def test_a_range_that_was_narrowed_takes_no_variant_back_unasked(shop: Path) -> None:
    assert sync(shop, "--latest", "--allow-widening", "--work-tree").code == 0
    config = (shop / "agentreg.toml").read_text().replace("^2.0.0", "^1.0.0")
    write_files(shop, {"agentreg.toml": config})
    commit(shop, {})
    before = (shop / REVIEWER).read_bytes()
    said = "1.1.0 of its base is older than 2.0.0, which is locked"
    done = sync(shop, "--work-tree")
    assert (done.code, done.out.count(said)) == (1, 1), done.err
    assert "skipped" in done.out
    assert (shop / REVIEWER).read_bytes() == before
    assert said in run_cli("-C", shop, "status").err
    assert run_cli("-C", shop, "why", REVIEWER).out.count(said) == 1
