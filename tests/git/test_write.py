from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import GitError, SyncRefused
from agentreg.git.process import Git
from agentreg.git.trees import FOLDER
from agentreg.git.write import (
    FILE,
    Draft,
    Leaf,
    Signature,
    Worktree,
    blob_id,
    folder_entries,
    identity,
    move_ref,
    store_blob,
    store_commit,
    store_tree,
    worktrees,
)
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


def listing(folder: Path, tree: str) -> dict[str, str]:
    return {
        path: git(folder, "cat-file", "blob", oid)
        for path, oid in (
            (line.partition("\t")[2], line.split()[2])
            for line in git(folder, "ls-tree", "-r", tree).splitlines()
        )
    }


def change(target: Git, files: dict[str, bytes | None]) -> dict[str, Leaf | None]:
    return {
        path: None if data is None else Leaf(FILE, store_blob(target, data)) for path, data in files.items()
    }


def test_a_blob_id_is_git_s_and_only_storing_writes_it(folder: Path, target: Git) -> None:
    data = b"bytes\r\n\xff\x00"
    oid = blob_id(target, data)
    assert oid == git(folder, "hash-object", "--stdin", stdin=data)
    with pytest.raises(AssertionError):
        git(folder, "cat-file", "-e", oid)
    assert store_blob(target, data) == oid
    git(folder, "cat-file", "-e", oid)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"agents/a.md": b"new"}, {"agents/a.md": "new"}),
        ({"agents/deep/er/n.md": b"new"}, {"agents/deep/er/n.md": "new"}),
        ({"top.md": b"new", "other/c.md": b"c2"}, {"top.md": "new", "other/c.md": "c2"}),
        ({"agents/a.md": None}, {"agents/a.md": None}),
        ({"other/c.md": None}, {"other/c.md": None}),
        ({"agents/deep/b.md": None, "agents/a.md": None}, {"agents/deep/b.md": None, "agents/a.md": None}),
        ({"absent/x.md": None}, {}),
    ],
)
def test_a_tree_differs_in_the_named_files_only(
    folder: Path, target: Git, changes: dict[str, bytes | None], expected: dict[str, str | None]
) -> None:
    before = git(folder, "rev-parse", "HEAD^{tree}")
    after = store_tree(target, before, change(target, changes))
    wanted = {path: text.rstrip("\n") for path, text in FILES.items()} | expected
    assert listing(folder, after) == {path: text for path, text in wanted.items() if text is not None}


def test_a_tree_is_the_one_that_git_itself_would_write(folder: Path, target: Git) -> None:
    after = store_tree(
        target,
        git(folder, "rev-parse", "HEAD"),
        change(target, {"agents/a.md": b"new", "agents-x/y.md": b"y"}),
    )
    commit(folder, {"agents/a.md": "new", "agents-x/y.md": "y"})
    assert after == git(folder, "rev-parse", "HEAD^{tree}")
    git(folder, "fsck", "--strict")


def test_modes_and_names_of_untouched_neighbours_stay(folder: Path, target: Git) -> None:
    (folder / "agents" / "run.sh").write_text("#!/bin/sh\n")
    (folder / "agents" / "run.sh").chmod(0o755)
    (folder / "agents" / "link").symlink_to("a.md")
    (folder / "agents" / "caf\u00e9\n.md").write_text("odd\n")
    commit(folder, {})
    git(
        folder,
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{git(folder, 'rev-parse', 'HEAD')},agents/module",
    )
    git(folder, "commit", "-q", "-m", "Submodule")
    after = store_tree(target, git(folder, "rev-parse", "HEAD"), change(target, {"agents/a.md": b"new"}))
    before_entries, entries = (
        git(folder, "ls-tree", "-z", f"{tree}") for tree in ("HEAD:agents", f"{after}:agents")
    )
    assert len(entries.split("\0")) == 7
    differing = set(entries.split("\0")) ^ set(before_entries.split("\0"))
    assert {entry.partition("\t")[2] for entry in differing} == {"a.md"}


def test_a_tree_from_nothing_holds_the_files(folder: Path, target: Git) -> None:
    assert listing(folder, store_tree(target, None, change(target, {"x/y.md": b"y"}))) == {"x/y.md": "y"}


def test_an_empty_tree_is_written_when_nothing_is_left(folder: Path, target: Git) -> None:
    assert (
        listing(
            folder, store_tree(target, git(folder, "rev-parse", "HEAD"), change(target, dict.fromkeys(FILES)))
        )
        == {}
    )


def test_a_file_on_the_way_is_no_folder(folder: Path, target: Git) -> None:
    with pytest.raises(GitError, match=r"README.md is no folder"):
        store_tree(target, git(folder, "rev-parse", "HEAD"), change(target, {"README.md/a.md": b"new"}))


def test_the_entries_of_a_folder_are_read_by_name(folder: Path, target: Git) -> None:
    entries = folder_entries(target, git(folder, "rev-parse", "HEAD"))
    assert sorted(entries) == [b"README.md", b"agents", b"other"]
    assert entries[b"README.md"] == Leaf(FILE, git(folder, "rev-parse", "HEAD:README.md"))
    assert entries[b"agents"].mode == FOLDER


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
    move_ref(target, "refs/heads/topic", new=first, old=None)
    with pytest.raises(SyncRefused, match="refs/heads/topic was not moved"):
        move_ref(target, "refs/heads/topic", new=second, old=None)
    with pytest.raises(SyncRefused):
        move_ref(target, "refs/heads/topic", new=first, old=second)
    move_ref(target, "refs/heads/topic", new=second, old=first)
    assert git(folder, "rev-parse", "refs/heads/topic") == second


def test_every_worktree_and_its_branch_is_known(folder: Path, target: Git, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "-q", "-b", "topic", str(tmp_path / "with\nfeed"))
    git(folder, "worktree", "add", "-q", "--detach", str(tmp_path / "detached"))
    assert worktrees(target) == (
        Worktree(str(folder), "refs/heads/main"),
        Worktree(str(tmp_path / "detached"), ""),
        Worktree(str(tmp_path / "with\nfeed"), "refs/heads/topic"),
    )


def test_nothing_but_objects_and_the_reference_is_written(folder: Path, target: Git, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    write_files(folder, {"agents/a.md": "dirty\n", "new.md": "untracked\n"})
    git(folder, "add", "agents/a.md")
    write_files(folder, {"agents/a.md": "dirtier\n"})
    before, linked = bytes_below(folder), bytes_below(tmp_path / "linked")
    head = git(folder, "rev-parse", "HEAD")
    tree = store_tree(target, head, change(target, {"agents/a.md": b"synced\n"}))
    move_ref(
        target, "refs/heads/topic", new=store_commit(target, Draft(tree, (head,), WHO, "Sync")), old=None
    )
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
    tree = store_tree(target, None, change(target, {"agents/a.md": b"a\n"}))
    oid = store_commit(target, Draft(tree, (), WHO, "First"))
    move_ref(target, "refs/heads/main", new=oid, old=None)
    assert git(folder, "show", "main:agents/a.md") == "a"
    git(folder, "fsck", "--strict")


def test_no_hook_runs(folder: Path, target: Git, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    for name in ("reference-transaction", "post-index-change", "pre-commit", "post-commit"):
        hook = folder / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        hook.chmod(0o755)
    move_ref(target, "refs/heads/topic", new=git(folder, "rev-parse", "HEAD"), old=None)
    assert git(folder, "rev-parse", "refs/heads/topic")
    assert not ran.exists()
