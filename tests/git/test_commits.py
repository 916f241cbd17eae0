from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import GitError, SyncRefused
from agentreg.git.commits import Draft, Signature, Worktree, identity, move_ref, store_commit, worktrees
from agentreg.git.process import Git
from agentreg.git.write import FILE, Leaf, store_blob, store_tree
from support.projects import bytes_below, repository, write_files
from support.repos import commit, git, init

FILES = {"README.md": "read\n", "agents/a.md": "a\n", "agents/deep/b.md": "b\n", "other/c.md": "c\n"}
WHO = Signature("Ada", "ada@example.org", 1_700_000_000, "+0100")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES)


@pytest.fixture
def target(folder: Path) -> Git:
    return Git(folder / ".git")


def one_file(target: Git, data: bytes) -> dict[str, Leaf | None]:
    return {"agents/a.md": Leaf(FILE, store_blob(target, data))}


def test_the_same_draft_is_the_same_commit_and_reads_as_written(folder: Path, target: Git) -> None:
    parent = git(folder, "rev-parse", "HEAD")
    draft = Draft(git(folder, "rev-parse", "HEAD^{tree}"), (parent,), WHO, "Bring up: caf\u00e9\n\nBody.\n\n")
    oid = store_commit(target, draft)
    assert store_commit(target, draft) == oid
    shown = git(folder, "show", "-s", "--format=%an|%ae|%ad|%cn|%ce|%cd|%P|%B", "--date=raw", oid)
    who = "Ada|ada@example.org|1700000000 +0100"
    assert shown == f"{who}|{who}|{parent}|Bring up: caf\u00e9\n\nBody."
    git(folder, "fsck", "--strict")


def test_a_name_cannot_forge_a_header(folder: Path, target: Git) -> None:
    who = Signature("Eve\nparent <x>", "eve>@example.org\n", 0)
    oid = store_commit(target, Draft(git(folder, "rev-parse", "HEAD^{tree}"), (), who, "Text"))
    assert git(folder, "show", "-s", "--format=%an|%ae|%P", oid) == "Eveparent x|eve@example.org|"


def test_the_identity_is_the_one_git_would_use(target: Git) -> None:
    assert identity(target, 5) == Signature("Test Author", "author@example.org", 5, "+0000")


def test_no_identity_is_an_error_that_says_what_to_set(
    folder: Path, target: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(folder, "config", "user.useConfigOnly", "true")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    with pytest.raises(GitError) as caught:
        identity(target, 5)
    assert "user.email" in caught.value.hint


def test_a_reference_is_created_moved_and_never_overwritten(folder: Path, target: Git) -> None:
    first = git(folder, "rev-parse", "HEAD")
    second = commit(folder, {"x.md": "x"})
    move_ref(target, "refs/heads/topic", new=first, old="")
    with pytest.raises(SyncRefused, match="refs/heads/topic was not moved"):
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


def test_nothing_but_objects_and_the_reference_is_written(folder: Path, target: Git, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    write_files(folder, {"agents/a.md": "dirty\n", "new.md": "untracked\n"})
    git(folder, "add", "agents/a.md")
    write_files(folder, {"agents/a.md": "dirtier\n"})
    before, linked = bytes_below(folder), bytes_below(tmp_path / "linked")
    head = git(folder, "rev-parse", "HEAD")
    tree = store_tree(target, head, one_file(target, b"synced\n"))
    move_ref(target, "refs/heads/topic", new=store_commit(target, Draft(tree, (head,), WHO, "Sync")), old="")
    after = bytes_below(folder)
    assert {path for path in after if before.get(path) != after[path]} == {
        ".git/refs/heads/topic",
        ".git/logs/refs/heads/topic",
    }
    assert bytes_below(tmp_path / "linked") == linked


@pytest.mark.parametrize("options", [("--bare",), ("--object-format=sha256",)])
def test_bare_unborn_and_sha256_repositories_are_written_alike(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = init(tmp_path / "other", *options)
    target = Git(folder if options == ("--bare",) else folder / ".git")
    tree = store_tree(target, None, one_file(target, b"a\n"))
    oid = store_commit(target, Draft(tree, (), WHO, "First"))
    move_ref(target, "refs/heads/main", new=oid, old="")
    assert git(folder, "show", "main:agents/a.md") == "a"
    git(folder, "fsck", "--strict")


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
