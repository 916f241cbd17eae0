"""Pushing synced branches to real servers, and opening requests for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import Ran, run_cli
from support.projects import repository
from support.repos import commit, git
from support.servers import git_daemon
from support.variants import REVIEWER, agent, collection, edit, project, tracked

BRANCH = "agentreg/sync"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = project(tmp_path / "shop", collection(tmp_path / "team"))
    tracked(folder, "reviewer@1.0.0")
    edit(folder, REVIEWER, "sonnet", "opus")
    return folder


def served(shop: Path, name: str = "shop.git") -> Path:
    """A bare copy of the project, which it has for its origin."""
    bare = shop.parent / "served" / name
    git(shop.parent, "clone", "-q", "--bare", str(shop), str(bare))
    git(shop, "remote", "add", "origin", str(bare))
    return bare


def sync(shop: Path, *options: str | Path) -> Ran:
    return run_cli("-C", shop, "sync", "-y", *options)


def test_the_branch_is_pushed_and_then_up_to_date(shop: Path) -> None:
    server = served(shop)
    done = sync(shop, "--push")
    assert (done.code, "the branch at origin is new" in done.err) == (0, True)
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)
    assert "the branch at origin is up to date" in sync(shop, "--push").err


def test_a_commit_that_was_not_pushed_is_pushed_by_the_next_run(shop: Path) -> None:
    sync(shop)
    server = served(shop)
    git(server, "update-ref", "-d", f"refs/heads/{BRANCH}")
    assert "the branch at origin is new" in sync(shop, "--push").err
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_what_fails_at_one_remote_leaves_the_others_be(shop: Path, tmp_path: Path) -> None:
    """Someone faster, a protected branch, a repository that vanished: each told, the last one pushed."""
    good = served(shop)
    others = []
    for name in ("faster", "protected", "vanished"):
        other = tmp_path / name
        git(tmp_path, "clone", "-q", str(shop), str(other))
        git(other, "remote", "remove", "origin")
        server = served(other, f"{name}.git")
        others.append(str(other))
        if name == "faster":
            repository(tmp_path / "else", {"x.md": "x\n"})
            git(tmp_path / "else", "push", "-q", str(server), f"main:refs/heads/{BRANCH}")
        elif name == "protected":
            hook = server / "hooks/update"
            hook.parent.mkdir(exist_ok=True)
            hook.write_text("#!/bin/sh\necho 'this is a protected branch' >&2\nexit 1\n")
            hook.chmod(0o755)
        else:
            git(other, "remote", "set-url", "origin", str(tmp_path / "nowhere.git"))
    done = sync(shop, "--push", *others, ".")
    assert done.code == 3
    assert "has commits that are not here" in done.err
    assert "is protected there" in done.err
    assert "nowhere.git cannot be reached" in done.err
    assert git(good, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)
    for other in others:
        assert git(Path(other), "rev-parse", BRANCH)


def test_a_new_clone_goes_on_from_the_branch_at_its_origin(shop: Path, tmp_path: Path) -> None:
    """As a scheduled job does, each time in a new clone, while its request waits to be merged."""
    server = served(shop)
    sync(shop, "--push")
    first = git(server, "rev-parse", BRANCH)
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Read the change.", "Judge."))})
    git(tmp_path / "team", "tag", "v1.2.0")
    run_cli("-C", shop, "index")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(server), str(clone))
    assert f"the branch {BRANCH} waits" in run_cli("-C", shop, "status", clone).err
    done = run_cli("-C", shop, "sync", "-y", "--push", clone)
    assert (done.code, "moved on" in done.err) == (0, True), done.err
    assert git(server, "rev-parse", f"{BRANCH}^") == first
    assert git(server, "rev-parse", BRANCH) == git(clone, "rev-parse", BRANCH)


def test_a_server_on_the_network_is_pushed_to(shop: Path) -> None:
    server = served(shop)
    with git_daemon(server.parent) as root:
        git(shop, "remote", "set-url", "origin", f"{root}/{server.name}")
        assert sync(shop, "--push").code == 0
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_what_the_main_branch_holds_already_is_not_pushed_again(shop: Path) -> None:
    server = served(shop)
    sync(shop, "--push")
    git(shop, "merge", "-q", "--ff-only", BRANCH)
    git(shop, "push", "-q", "origin", "main", f":{BRANCH}")
    done = sync(shop, "--push")
    assert (done.code, "pushed" in done.err) == (0, False)
    assert git(server, "branch", "--list", BRANCH) == ""


def test_own_commits_of_the_main_branch_are_never_pushed(shop: Path) -> None:
    sync(shop)
    git(shop, "merge", "-q", "--ff-only", BRANCH)
    server = served(shop)
    before = git(server, "rev-parse", "main")
    commit(shop, {"notes.md": "private\n"})
    sync(shop, "--branch", "main", "--push")
    assert git(server, "rev-parse", "main") == before


def test_a_branch_that_starts_anew_is_pushed_by_a_later_run_too(shop: Path, tmp_path: Path) -> None:
    server = served(shop)
    sync(shop, "--push")
    git(shop, "merge", "-q", "--squash", BRANCH)
    commit(shop, {})
    git(shop, "push", "-q", "origin", "main")
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Read the change.", "Judge."))})
    git(tmp_path / "team", "tag", "v1.2.0")
    run_cli("-C", shop, "index")
    assert sync(shop).code == 0
    done = sync(shop, "--push")
    assert (done.code, "moved on" in done.err) == (0, True), done.err
    assert git(server, "rev-parse", BRANCH) == git(shop, "rev-parse", BRANCH)


def test_commits_of_people_on_the_branch_are_never_replaced(shop: Path, tmp_path: Path) -> None:
    server = served(shop)
    sync(shop, "--push")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "-b", BRANCH, str(server), str(clone))
    git(clone, "revert", "--no-edit", "HEAD")
    git(clone, "push", "-q", "origin", BRANCH)
    theirs = git(server, "rev-parse", BRANCH)
    git(shop, "fetch", "-q", "origin", f"{BRANCH}:{BRANCH}")
    commit(shop, {"notes.md": "other work\n"})
    commit(tmp_path / "team", {"agents/reviewer.md": agent("reviewer", steps=("Read the change.", "Judge."))})
    git(tmp_path / "team", "tag", "v1.2.0")
    run_cli("-C", shop, "index")
    sync(shop, "--push")
    assert git(server, "merge-base", theirs, BRANCH) == theirs


def test_without_a_remote_there_is_an_error_that_says_what_to_do(shop: Path) -> None:
    done = sync(shop, "--push")
    assert (done.code, "no remote 'origin'" in done.err) == (3, True)
    assert git(shop, "rev-parse", BRANCH)


def test_a_git_folder_that_cannot_be_written_is_told_with_what_to_do(shop: Path) -> None:
    commit(shop, {})
    folder = shop / ".git/agentreg"
    folder.write_text("in the way\n")
    done = sync(shop)
    assert done.code == 3
    assert "File exists" in done.err
    assert "make the repository writable" in done.err
