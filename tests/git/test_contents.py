from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import GitError, NotAFile, ReadError
from agentreg.git.contents import Contents
from agentreg.git.objects import SIZE_LIMIT
from agentreg.git.process import Git
from agentreg.git.write import Leaf, folder_entries
from support.processes import started
from support.projects import repository
from support.repos import add_object, commit_tree, git

FILES = {"a.md": "one\n", "agents/b.md": "two\n", "agents/c d.md": "three\n"}


@pytest.fixture(params=["sha1", "sha256"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return repository(tmp_path / "project", FILES, f"--object-format={request.param}")


@pytest.fixture
def git_of(folder: Path) -> Git:
    return Git(folder / ".git")


def test_folders_are_those_of_ls_tree_and_all_comes_through_one_process(
    folder: Path, git_of: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = git(folder, "rev-parse", "HEAD")
    expected = {name: folder_entries(git_of, tree) for name, tree in _trees(folder, head).items()}
    calls = started(monkeypatch)
    contents = Contents(git_of)
    top = contents.folder(head)
    agents = contents.folder(top[b"agents"].oid)
    assert {"top": top, "agents": agents} == expected
    assert contents.file(agents[b"c d.md"].oid) == b"three\n"
    contents.close()
    assert len(calls) == 1
    assert contents.file(top[b"a.md"].oid) == b"one\n"
    contents.close()
    assert len(calls) == 2


def _trees(folder: Path, head: str) -> dict[str, str]:
    return {"top": head, "agents": git(folder, "rev-parse", f"{head}:agents")}


def test_names_of_any_bytes_and_modes_of_any_kind_are_read(folder: Path, git_of: Git) -> None:
    blob = git(folder, "rev-parse", "HEAD:a.md")
    named = {b"link": "120000", b"run": "100755", b"\xff": "100644"}
    entries = b"".join(f"{mode} blob {blob}\t".encode() + name + b"\0" for name, mode in named.items())
    commit_tree(folder, entries, "strange")
    contents = Contents(git_of)
    found = contents.folder(git(folder, "rev-parse", "strange"))
    contents.close()
    assert found == {name: Leaf(mode, blob) for name, mode in named.items()}


def test_what_is_too_large_is_refused_and_the_next_file_is_read(folder: Path, git_of: Git) -> None:
    large = add_object(folder, "blob", b"x" * (SIZE_LIMIT + 1))
    contents = Contents(git_of)
    with pytest.raises(ReadError, match="more than 1,048,576"):
        contents.file(large)
    assert contents.file(git(folder, "rev-parse", "HEAD:a.md")) == b"one\n"
    contents.close()


def test_a_giant_is_not_even_heard(folder: Path, git_of: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agentreg.git.contents.TREE_LIMIT", 3)
    contents = Contents(git_of)
    with pytest.raises(GitError, match="no folder that can be read"):
        contents.folder(git(folder, "rev-parse", "HEAD"))


def test_what_is_not_there_or_something_else_is_told(folder: Path, git_of: Git) -> None:
    head = git(folder, "rev-parse", "HEAD")
    absent = "1" * len(head)
    contents = Contents(git_of)
    assert contents.file(absent) is None
    with pytest.raises(NotAFile, match="is a commit"):
        contents.file(head)
    for oid in (absent, git(folder, "rev-parse", "HEAD:a.md")):
        with pytest.raises(GitError, match="no folder that can be read"):
            contents.folder(oid)
    contents.close()


def test_a_damaged_folder_is_told(folder: Path, git_of: Git) -> None:
    broken = add_object(folder, "tree", b"100644 no end")
    contents = Contents(git_of)
    with pytest.raises(GitError, match="is damaged"):
        contents.folder(broken)
    contents.close()
