from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from agentreg.sync.steps import Plan
from agentreg.variants.project import Project
from agentreg_cli import syncing
from support.cli import run_cli
from support.projects import bytes_below, write_files
from support.repos import commit, git, init
from support.variants import NEW_STEPS, PLANNER, REVIEWER, agent, edit, project, tracked

SYNCED = agent("reviewer", model="opus", steps=NEW_STEPS)


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    folder = project(tmp_path / "shop", team)
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "sonnet", "opus")
    return folder


def test_news_come_into_the_work_tree_and_local_edits_stay(shop: Path) -> None:
    done = run_cli("-C", shop, "sync", "--work-tree", "-y")
    assert done.code == 0
    assert (shop / REVIEWER).read_text() == SYNCED
    assert git(shop, "status", "--porcelain").split() == ["M", REVIEWER, "M", "agentreg.lock"]
    assert [line.strip() for line in done.out.splitlines()[:2]] == [
        "shop",
        f"update    {REVIEWER}  team/reviewer 1.0.0 -> 1.1.0",
    ]
    assert "brought: " in done.out
    assert "kept: " in done.out
    assert f"wrote {REVIEWER}, agentreg.lock" in done.err


def test_the_second_run_does_nothing(shop: Path) -> None:
    assert run_cli("-C", shop, "sync", "--work-tree", "-y").code == 0
    commit(shop, {})
    before = bytes_below(shop)
    done = run_cli("-C", shop, "sync", "--work-tree")
    assert (done.code, done.err) == (0, "")
    assert done.out == "shop\n  nothing to do\n"
    assert bytes_below(shop) == before


def test_a_branch_needs_the_configuration_in_its_start(shop: Path) -> None:
    text = (shop / "agentreg.toml").read_text()
    git(shop, "rm", "-q", "--cached", "agentreg.toml")
    git(shop, "commit", "-q", "-m", "leave it out")
    done = run_cli("-C", shop, "sync", "--branch", "up", "-y")
    assert done.code == 3
    assert done.err == "agentreg: shop: agentreg.toml is not in main\nhint: commit it first\n"
    assert (shop / "agentreg.toml").read_text() == text


def test_a_branch_is_written_without_a_checkout(shop: Path) -> None:
    write_files(shop, {REVIEWER: "dirty\n"})
    head = git(shop, "rev-parse", "HEAD")
    before = bytes_below(shop)
    done = run_cli("-C", shop, "sync", "--branch", "agentreg/sync", "-y")
    assert done.code == 0
    after = bytes_below(shop)
    assert {path for path in after if before.get(path) != after[path]} == {
        ".git/refs/heads/agentreg/sync",
        ".git/logs/refs/heads/agentreg/sync",
    }
    assert git(shop, "show", f"agentreg/sync:{REVIEWER}") + "\n" == SYNCED
    assert git(shop, "rev-parse", "agentreg/sync^") == head
    git(shop, "fsck", "--strict")
    again = run_cli("-C", shop, "sync", "--branch", "agentreg/sync", "-y")
    assert (again.code, again.out) == (0, "shop\n  nothing to do\n")
    assert git(shop, "rev-parse", "agentreg/sync^") == head


@pytest.mark.parametrize(("option", "code"), [("--dry-run", 0), ("--check", 1)])
@pytest.mark.parametrize("branch", [[], ["--branch", "topic"], ["--work-tree"]])
def test_a_question_writes_nothing(shop: Path, option: str, code: int, branch: list[str]) -> None:
    before = bytes_below(shop)
    done = run_cli("-C", shop, "sync", option, *branch)
    assert done.code == code
    assert f"{REVIEWER}  team/reviewer 1.0.0 -> 1.1.0" in done.out
    assert bytes_below(shop) == before


def test_without_a_terminal_and_a_yes_nothing_is_written(shop: Path) -> None:
    before = bytes_below(shop)
    done = run_cli("-C", shop, "sync", "--work-tree")
    assert done.code == 2
    assert "-y" in done.err
    assert bytes_below(shop) == before


@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)])
def test_on_a_terminal_the_plan_is_shown_and_asked_about(
    shop: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes, code: int
) -> None:
    monkeypatch.setattr("agentreg_cli.asking.has_terminal", lambda: True)
    done = run_cli("-C", shop, "sync", "--work-tree", stdin=answer)
    assert done.code == code
    assert done.out.count(f"update    {REVIEWER}") == 1
    assert "Write this?" in done.err
    assert ((shop / REVIEWER).read_text() == SYNCED) == (code == 0)


def test_a_dirty_file_refuses_the_project_and_no_other_one(shop: Path, tmp_path: Path, team: Path) -> None:
    other = project(tmp_path / "blog", team)
    tracked(other, "reviewer@1.0.0")
    dirty = agent("reviewer", model="haiku")
    write_files(shop, {REVIEWER: dirty})
    done = run_cli("-C", shop, "sync", "--work-tree", "-y", ".", "../blog")
    assert done.code == 3
    assert f"agentreg: .: uncommitted changes in {REVIEWER}" in done.err
    assert (shop / REVIEWER).read_text() == dirty
    assert (other / REVIEWER).read_text() == agent("reviewer", steps=NEW_STEPS)


def test_a_remedy_that_several_repositories_need_is_said_once(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(shop, tmp_path / "blog")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    for name in ("shop", "blog"):
        git(tmp_path / name, "config", "user.useConfigOnly", "true")
    done = run_cli("-C", shop, "sync", "-y", ".", "../blog")
    assert done.code == 3
    assert done.err.count("Git does not know who commits here") == 2
    assert done.err.count("hint: set user.name and user.email") == 1


def test_a_dry_run_tells_that_a_file_is_dirty(shop: Path) -> None:
    write_files(shop, {REVIEWER: agent("reviewer")})
    done = run_cli("-C", shop, "sync", "--work-tree", "--dry-run")
    assert done.code == 3
    assert "uncommitted changes" in done.err


def test_check_asks_about_the_base_and_not_about_dirty_files(shop: Path) -> None:
    write_files(shop, {REVIEWER: agent("reviewer")})
    done = run_cli("-C", shop, "sync", "--work-tree", "--check")
    assert (done.code, done.err) == (1, "")


def test_caches_that_are_gone_are_told_and_can_be_made_again(shop: Path, house: Path) -> None:
    shutil.rmtree(house / "cache" / "agentreg" / "mirrors")
    lost = run_cli("-C", shop, "sync", "--work-tree", "--dry-run")
    assert lost.code == 3
    assert "agentreg index" in lost.out + lost.err
    assert run_cli("-C", shop, "index").code == 0
    assert run_cli("-C", shop, "sync", "--work-tree", "--dry-run").code == 0


def test_a_range_holds_back_what_is_outside_of_it(shop: Path) -> None:
    assert run_cli("-C", shop, "sync", "--work-tree", "-y").code == 0
    assert "Bash" not in (shop / REVIEWER).read_text()


def test_wider_permissions_are_held_until_they_are_allowed(shop: Path) -> None:
    config = (shop / "agentreg.toml").read_text()
    commit(shop, {"agentreg.toml": config.replace("^1.0.0", "*")})
    held = run_cli("-C", shop, "sync", "--work-tree", "-y")
    assert held.code == 1
    assert "held" in held.out
    assert git(shop, "status", "--porcelain") == ""
    assert run_cli("-C", shop, "sync", "--work-tree", "-y", "--allow-widening").code == 0
    assert (shop / REVIEWER).read_text() == SYNCED.replace("Read, Grep", "Read, Grep, Bash")


def test_a_conflict_is_left_out_and_the_rest_goes_on(shop: Path, team: Path) -> None:
    tracked(shop, "planner@1.0.0", "--range", "*")
    commit(team, {"agents/planner.md": agent("planner", model="haiku")})
    assert run_cli("-C", shop, "index").code == 0
    edit(shop, PLANNER, "sonnet", "opus")
    done = run_cli("-C", shop, "sync", "--work-tree", "-y", "--json")
    assert done.code == 1
    (told,) = done.data["repositories"]
    assert {one["path"]: one["outcome"] for one in told["variants"]} == {
        PLANNER: "conflict",
        REVIEWER: "update",
    }
    assert [conflict["subject"] for conflict in told["variants"][0]["conflicts"]] == ["model"]
    assert told["written"] == [REVIEWER, "agentreg.lock"]
    assert (shop / PLANNER).read_text() == agent("planner", model="opus")
    assert (shop / REVIEWER).read_text() == SYNCED


def test_owned_fields_stay_ours(tmp_path: Path, team: Path) -> None:
    folder = project(tmp_path / "blog", team)
    tracked(folder, "planner@1.0.0", "--range", "*", "--owned", "model")
    edit(folder, PLANNER, "sonnet", "opus")
    commit(team, {"agents/planner.md": agent("planner", model="haiku", steps=NEW_STEPS)})
    assert run_cli("-C", folder, "index").code == 0
    assert run_cli("-C", folder, "sync", "--work-tree", "-y").code == 0
    assert (folder / PLANNER).read_text() == agent("planner", model="opus", steps=NEW_STEPS)


def test_a_merge_needs_only_the_lock_and_the_mirror(shop: Path, team: Path) -> None:
    """The base is read by its blob id: no tag, branch or history has to lead to it any more."""
    git(team, "checkout", "-q", "--orphan", "fresh")
    commit(team, {"agents/reviewer.md": agent("reviewer", steps=NEW_STEPS)})
    for tag in ("v1.0.0", "v1.1.0", "v2.0.0"):
        git(team, "tag", "-d", tag)
    git(team, "branch", "-D", "main")
    git(team, "branch", "-m", "main")
    git(team, "tag", "v1.5.0")
    assert run_cli("-C", shop, "index").code == 0
    assert run_cli("-C", shop, "sync", "--work-tree", "-y").code == 0
    assert (shop / REVIEWER).read_text() == SYNCED


def test_a_base_that_was_renamed_and_moved_is_still_followed(shop: Path, team: Path) -> None:
    before = (team / "agents/reviewer.md").read_text()
    renamed = before.replace("name: reviewer", "name: code-reviewer")
    commit(team, {"agents/reviewer.md": None, "review/code-reviewer.md": renamed})
    git(team, "tag", "v1.2.0")
    assert run_cli("-C", shop, "index").code == 0
    done = run_cli("-C", shop, "sync", "--work-tree", "-y", "--allow-widening")
    assert done.code == 0, done.out
    assert (shop / REVIEWER).read_text() == renamed.replace("sonnet", "opus")
    commit(shop, {})
    assert run_cli("-C", shop, "sync").out == "shop\n  nothing to do\n"


@pytest.mark.parametrize("source", ["https://example.com/team.git", "git@example.com:team.git"])
def test_a_source_that_moved_elsewhere_is_not_followed_silently(shop: Path, source: str) -> None:
    lock = (shop / "agentreg.lock").read_text()
    at = lock.index('source = "')
    end = lock.index("\n", at)
    commit(shop, {"agentreg.lock": f'{lock[:at]}source = "{source}"{lock[end:]}'})
    done = run_cli("-C", shop, "sync", "--work-tree", "-y")
    assert done.code == 3
    assert f"was locked to {source}" in done.out


def test_a_project_elsewhere_is_written_when_it_is_pushed(shop: Path, tmp_path: Path) -> None:
    bare = tmp_path / "served.git"
    git(tmp_path, "clone", "-q", "--bare", str(shop), str(bare))
    url = f"file://{bare}"
    refused = run_cli("-C", shop, "sync", "-y", url)
    assert (refused.code, "is elsewhere: nothing was written" in refused.err) == (3, True)
    assert "--push" in refused.err
    assert git(bare, "for-each-ref", "refs/heads/agentreg") == ""
    done = run_cli("-C", shop, "sync", "-y", "--push", url)
    assert done.code == 0, done.err
    assert git(bare, "show", f"agentreg/sync:{REVIEWER}") + "\n" == SYNCED
    assert git(bare, "rev-parse", "agentreg/sync^") == git(bare, "rev-parse", "main")
    git(bare, "fsck", "--strict")
    again = run_cli("-C", shop, "sync", "-y", "--push", url)
    assert (again.code, "up to date" in again.err) == (0, True)


def test_what_a_glob_matches_and_is_no_project_is_left_out(shop: Path) -> None:
    done = run_cli("-C", shop, "sync", "-n", "../*")
    assert done.code == 0
    assert done.out.startswith("../shop\n")
    assert "left out for lack of agentreg.toml: 1 of what globs match" in done.err


def test_a_bad_branch_name_is_a_usage_error(shop: Path) -> None:
    done = run_cli("-C", shop, "sync", "-y", "--branch", "-f")
    assert done.code == 2


def test_an_owned_name_that_protects_nothing_is_told(tmp_path: Path, team: Path) -> None:
    folder = project(tmp_path / "blog", team)
    tracked(folder, "planner", "--owned", "model")
    edit(folder, "agentreg.toml", 'owned = ["model"]', 'owned = ["model", "rules"]')
    said = f"blog: {PLANNER}: owned 'rules' is a field of neither it nor its base"
    assert run_cli("-C", folder, "sync", "--work-tree", "../blog").err == f"warning: ../{said}\n"
    told = run_cli("-C", folder, "sync", "--work-tree", "--json")
    assert told.json["warnings"] == [said]
    assert told.data["repositories"][0]["variants"][0]["idle_owned"] == ["rules"]


def test_without_a_branch_s_name_the_commit_is_on_a_branch_of_its_own(shop: Path) -> None:
    main = git(shop, "rev-parse", "main")
    git(shop, "checkout", "-q", "-b", "feature")
    commit(shop, {"README.md": "# Other work\n"})
    git(shop, "update-ref", "refs/remotes/origin/main", main)
    git(shop, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
    assert run_cli("-C", shop, "sync", "-y").code == 0
    assert git(shop, "rev-parse", "agentreg/sync^", "main").split() == [main, main]
    assert git(shop, "status", "--porcelain") == ""


def test_a_clone_is_synced_from_the_branch_that_it_was_cloned_for(shop: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(shop), str(clone))
    git(clone, "checkout", "-q", "-b", "feature")
    git(clone, "branch", "-q", "-D", "main")
    commit(clone, {"README.md": "# Other work\n"})
    assert run_cli("-C", shop, "sync", "-y", clone).code == 0
    assert git(clone, "rev-parse", "agentreg/sync^") == git(shop, "rev-parse", "main")


def test_what_is_not_committed_is_told_and_never_passes_for_in_sync(shop: Path) -> None:
    assert run_cli("-C", shop, "sync", "--work-tree", "-y").code == 0
    commit(shop, {})
    assert run_cli("-C", shop, "sync", "--check").code == 0
    (shop / "agentreg.lock").unlink()
    said = "warning: shop: uncommitted changes in agentreg.lock: a sync works from what is committed"
    done = run_cli("-C", shop, "sync", "--check")
    assert (done.code, said in done.err) == (1, True)
    assert run_cli("-C", shop, "sync", "--json", "-n").json["warnings"] != []
    git(shop, "checkout", "-q", "agentreg.lock")
    write_files(shop, {"notes.md": "Not ours.\n"})
    assert run_cli("-C", shop, "sync", "--check").code == 0


def test_what_came_later_is_newer_whatever_its_version_says(tmp_path: Path) -> None:
    team = init(tmp_path / "years")
    commit(team, {"agents/reviewer.md": agent("reviewer")})
    git(team, "tag", "v2024.1.0")
    folder = project(tmp_path / "blog", team)
    tracked(folder, "team/reviewer", "--range", "*")
    commit(team, {"agents/reviewer.md": agent("reviewer", steps=NEW_STEPS)})
    git(team, "tag", "v1.0.0")
    run_cli("-C", folder, "index")
    done = run_cli("-C", folder, "sync", "-n")
    assert "update" in done.out, done.out


def test_a_bug_that_one_project_meets_is_its_error_and_the_others_go_on(
    shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "clone", "-q", str(shop), str(other))
    plan = syncing.make_plan

    def failing(standings: object, project: Project, terms: object) -> Plan:
        if project.name == str(other):
            raise TypeError("no such luck")
        return plan(standings, project, terms)  # type: ignore[arg-type]

    monkeypatch.setattr(syncing, "make_plan", failing)
    done = run_cli("-C", shop, "sync", "-y", str(other), str(shop))
    assert done.code == 3
    assert "this is a bug in agentreg: TypeError: no such luck" in done.err
    assert git(shop, "rev-parse", "agentreg/sync")
