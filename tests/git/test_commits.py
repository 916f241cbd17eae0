from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import GitError, SyncRefused
from agentreg.git.commits import Signature, Worktree, identity, move_ref, worktrees
from agentreg.git.process import Git
from support.projects import repository
from support.repos import commit, git

FILES = {"README.md": "read\n", "agents/a.md": "a\n", "agents/deep/b.md": "b\n", "other/c.md": "c\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES)


@pytest.fixture
def target(folder: Path) -> Git:
    return Git(folder / ".git")


def test_the_identity_is_the_one_git_would_use(target: Git) -> None:
    assert identity(target, 5) == Signature("Test Author", "author@example.org", 5, "+0000")


def test_no_identity_is_an_error_that_says_what_to_set(
    folder: Path, target: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(GitError, match="does not know who commits here") as caught:
        identity(target, 5)
    assert "user.email" in caught.value.hint


def test_what_else_keeps_git_from_saying_who_commits_is_told_as_it_is(folder: Path, target: Git) -> None:
    (folder / ".git/config").write_text("[user\n")
    with pytest.raises(GitError, match="bad config line 1"):
        identity(target, 5)


def test_a_reference_is_created_moved_and_never_overwritten(folder: Path, target: Git) -> None:
    first = git(folder, "rev-parse", "HEAD")
    second = commit(folder, {"x.md": "x"})
    move_ref(target, "refs/heads/topic", new=first, old="")
    with pytest.raises(SyncRefused, match="refs/heads/topic moved meanwhile"):
        move_ref(target, "refs/heads/topic", new=second, old="")
    with pytest.raises(SyncRefused):
        move_ref(target, "refs/heads/topic", new=first, old=second)
    move_ref(target, "refs/heads/topic", new=second, old=first)
    assert git(folder, "rev-parse", "refs/heads/topic") == second


def test_every_worktree_and_its_branch_is_known(folder: Path, target: Git, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "-q", "-b", "topic", str(tmp_path / "linked"))
    git(folder, "worktree", "add", "-q", "--detach", str(tmp_path / "detached"))
    assert worktrees(target) == (
        Worktree(str(folder), "refs/heads/main"),
        Worktree(str(tmp_path / "detached"), ""),
        Worktree(str(tmp_path / "linked"), "refs/heads/topic"),
    )


def test_a_line_feed_in_a_folder_s_name_hides_no_branch(folder: Path, target: Git, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "-q", "-b", "topic", str(tmp_path / "a\n\nbranch refs/heads/x\nb"))
    assert "refs/heads/topic" in {tree.branch for tree in worktrees(target)}


def test_no_hook_runs(folder: Path, target: Git, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in ("reference-transaction", "post-index-change", "pre-commit", "post-commit"):
        hook = folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        hook.chmod(0o755)
    move_ref(target, "refs/heads/topic", new=git(folder, "rev-parse", "HEAD"), old="")
    assert git(folder, "rev-parse", "refs/heads/topic")
    assert not ran.exists()
