"""Commits that change some files of another one: held against what Git itself writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from agentreg.errors import GitError
from agentreg.git.change import Change, write_change
from agentreg.git.commits import Signature, move_ref
from agentreg.git.contents import Contents
from agentreg.git.process import Git
from support.projects import bytes_below, repository, write_files
from support.repos import commit, git, init

FILES = {"README.md": "read\n", "agents/a.md": "a\n", "agents/deep/b.md": "b\n", "other/c.md": "c\n"}
WHO = Signature("Ada", "ada@example.org", 1_700_000_000, "+0100")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES)


def written(
    folder: Path, files: Mapping[str, bytes | None], message: str = "Sync", who: Signature = WHO
) -> str:
    git_dir = folder / ".git" if (folder / ".git").is_dir() else folder
    target, change = Git(git_dir), Change(git(folder, "rev-parse", "HEAD"), files, who, message)
    return write_change(target, change, Contents(target))


def listing(folder: Path, tree: str) -> dict[str, str]:
    lines = [line.partition("\t") for line in git(folder, "ls-tree", "-r", tree).splitlines()]
    return {path: git(folder, "cat-file", "blob", facts.split()[2]) for facts, _, path in lines}


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
        (dict.fromkeys(FILES), dict.fromkeys(FILES)),
    ],
)
def test_a_commit_differs_in_the_named_files_only(
    folder: Path, changes: dict[str, bytes | None], expected: dict[str, str | None]
) -> None:
    wanted = {path: text.rstrip("\n") for path, text in FILES.items()} | expected
    after = written(folder, changes)
    assert listing(folder, after) == {path: text for path, text in wanted.items() if text is not None}
    git(folder, "fsck", "--strict", after)


def test_the_same_change_is_the_same_commit_and_reads_as_written(folder: Path) -> None:
    parent = git(folder, "rev-parse", "HEAD")
    oid = written(folder, {"agents/a.md": b"new"}, "Bring up: caf\u00e9\n\nBody.\n\n")
    assert written(folder, {"agents/a.md": b"new"}, "Bring up: caf\u00e9\n\nBody.\n\n") == oid
    shown = git(folder, "show", "-s", "--format=%an|%ae|%ad|%cn|%ce|%cd|%P|%B", "--date=raw", oid)
    who = "Ada|ada@example.org|1700000000 +0100"
    assert shown == f"{who}|{who}|{parent}|Bring up: caf\u00e9\n\nBody."


def test_a_name_cannot_forge_a_header(folder: Path) -> None:
    oid = written(folder, {}, who=Signature("Eve\nparent <x>", "eve>@example.org\n", 0))
    parent = git(folder, "rev-parse", "HEAD")
    assert git(folder, "show", "-s", "--format=%an|%ae|%P", oid) == f"Eveparent x|eve@example.org|{parent}"


@pytest.mark.parametrize("size", [0, 15, 16, 2047, 2048, 300_000])
def test_files_of_any_size_are_written(folder: Path, size: int) -> None:
    data = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    oid = written(folder, {"agents/a.md": data})
    assert git(folder, "cat-file", "-s", f"{oid}:agents/a.md") == str(size)
    git(folder, "fsck", "--strict", oid)


def test_the_tree_is_the_one_that_git_itself_would_write(folder: Path) -> None:
    files = {"agents/a.md": "new", "agents-x/y.md": "y", "agents.md": "z"}
    after = written(folder, {path: text.encode() for path, text in files.items()})
    commit(folder, files)
    assert git(folder, "rev-parse", f"{after}^{{tree}}") == git(folder, "rev-parse", "HEAD^{tree}")


def test_modes_and_names_of_untouched_neighbours_stay(folder: Path) -> None:
    (folder / "agents" / "run.sh").write_text("#!/bin/sh\n")
    (folder / "agents" / "run.sh").chmod(0o755)
    (folder / "agents" / "link").symlink_to("a.md")
    (folder / "agents" / "caf\u00e9\n.md").write_text("odd\n")
    commit(folder, {})
    module = f"160000,{git(folder, 'rev-parse', 'HEAD')},agents/module"
    git(folder, "update-index", "--add", "--cacheinfo", module)
    git(folder, "commit", "-q", "-m", "Submodule")
    after = written(folder, {"agents/a.md": b"new", "agents/run.sh": b"#!/bin/true\n"})
    before_entries, entries = (
        git(folder, "ls-tree", "-z", f"{tree}:agents").split("\0") for tree in ("HEAD", after)
    )
    differing = set(entries) ^ set(before_entries)
    assert {entry.partition("\t")[2] for entry in differing} == {"a.md", "run.sh"}
    assert any(entry.startswith("100755") and entry.endswith("run.sh") for entry in entries)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("README.md/a.md", "README.md is no folder"),
        ("link", "no regular file"),
        ("agents", "no regular file"),
    ],
)
@pytest.mark.parametrize("data", [b"new", None])
def test_what_is_no_file_is_neither_written_nor_removed(
    folder: Path, path: str, said: str, data: bytes | None
) -> None:
    (folder / "link").symlink_to("README.md")
    commit(folder, {})
    with pytest.raises(GitError, match=said):
        written(folder, {path: data})


def test_a_path_that_is_not_utf_8_is_written_as_its_bytes(folder: Path) -> None:
    after = written(folder, {"agents/\udcff.md": b"odd"})
    assert '"agents/\\377.md"' in git(folder, "ls-tree", "-r", "--name-only", after).splitlines()


def test_a_parent_that_is_no_commit_is_refused(folder: Path) -> None:
    target = Git(folder / ".git")
    for parent in (git(folder, "rev-parse", "HEAD:README.md"), "0" * 40):
        with pytest.raises(GitError, match="cannot be read"):
            write_change(target, Change(parent, {}, WHO, "Sync"), Contents(target))


def test_nothing_but_objects_and_the_reference_is_written(folder: Path, tmp_path: Path) -> None:
    git(folder, "worktree", "add", "-q", "-b", "other", str(tmp_path / "linked"))
    write_files(folder, {"agents/a.md": "dirty\n", "new.md": "untracked\n"})
    git(folder, "add", "agents/a.md")
    write_files(folder, {"agents/a.md": "dirtier\n"})
    before, linked = bytes_below(folder), bytes_below(tmp_path / "linked")
    new = written(folder, {"agents/a.md": b"synced\n"})
    move_ref(Git(folder / ".git"), "refs/heads/topic", new=new, old="")
    after = bytes_below(folder)
    assert {path for path in after if before.get(path) != after[path]} == {
        ".git/refs/heads/topic",
        ".git/logs/refs/heads/topic",
    }
    assert bytes_below(tmp_path / "linked") == linked


def test_a_sha256_repository_is_written_alike(tmp_path: Path) -> None:
    folder = repository(tmp_path / "other", FILES, "--object-format=sha256")
    oid = written(folder, {"agents/a.md": b"new\n"})
    assert git(folder, "show", f"{oid}:agents/a.md") == "new"
    git(folder, "fsck", "--strict", oid)


def test_a_bare_repository_is_written_alike(folder: Path, tmp_path: Path) -> None:
    bare = init(tmp_path / "bare", "--bare")
    git(bare, "fetch", "-q", str(folder), "+HEAD:refs/heads/main")
    oid = written(bare, {"agents/a.md": b"new\n"})
    assert git(bare, "show", f"{oid}:agents/a.md") == "new"
