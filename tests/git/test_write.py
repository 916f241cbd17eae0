from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from agentreg.errors import GitError
from agentreg.git.process import Git
from agentreg.git.trees import FOLDER
from agentreg.git.write import FILE, Leaf, blob_id, folder_entries, store_blob, store_tree
from support.projects import repository
from support.repos import commit, git

FILES = {"README.md": "read\n", "agents/a.md": "a\n", "agents/deep/b.md": "b\n", "other/c.md": "c\n"}


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


def test_a_whole_folder_is_not_removed_as_if_it_were_a_file(folder: Path, target: Git) -> None:
    with pytest.raises(GitError, match="another tree"):
        store_tree(target, git(folder, "rev-parse", "HEAD"), {"agents": None})


def test_a_tree_that_lost_an_entry_is_noticed(
    folder: Path, target: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Git.run

    def drop_an_entry(self: Git, args: Sequence[str], stdin: bytes = b"") -> bytes:
        return run(self, args, stdin.partition(b"\0")[2] if args[0] == "mktree" else stdin)

    leaves = change(target, {"agents/0.md": b"new"})
    monkeypatch.setattr(Git, "run", drop_an_entry)
    with pytest.raises(GitError, match="another tree"):
        store_tree(target, git(folder, "rev-parse", "HEAD"), leaves)


def test_the_entries_of_a_folder_are_read_by_name(folder: Path, target: Git) -> None:
    entries = folder_entries(target, git(folder, "rev-parse", "HEAD"))
    assert sorted(entries) == [b"README.md", b"agents", b"other"]
    assert entries[b"README.md"] == Leaf(FILE, git(folder, "rev-parse", "HEAD:README.md"))
    assert entries[b"agents"].mode == FOLDER


def test_a_path_that_is_not_utf_8_is_written_as_its_bytes(target: Git) -> None:
    tree = store_tree(target, "HEAD", change(target, {"agents/\udcff.md": b"odd"}))
    assert b"\xff.md" in folder_entries(target, folder_entries(target, tree)[b"agents"].oid)
