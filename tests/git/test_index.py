"""What is staged, and which files of a work tree count."""

from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.git.index import Index, list_work_tree, read_index
from agentreg.git.locate import repository_at
from agentreg.git.process import Git
from support.repos import build_repo, commit, git, init

FILES = {"a.md": "a\n", "agents/b.md": "b\n", ".gitignore": "ignored/\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [FILES])


def git_of(repo: Path) -> Git:
    found = repository_at(repo)
    assert found
    return Git(found.git_dir)


def test_the_index_is_what_a_commit_would_hold(repo: Path) -> None:
    (repo / "new.md").write_text("new\n")
    (repo / "a.md").write_text("edited\n")
    (repo / "agents/b.md").unlink()
    git(repo, "add", "new.md", "agents")
    index = read_index(git_of(repo))
    assert [(entry.path, entry.mode) for entry in index.entries] == [
        (".gitignore", "100644"),
        ("a.md", "100644"),
        ("new.md", "100644"),
    ]
    assert index.entries[1].oid == git(repo, "rev-parse", "HEAD:a.md")


def test_what_is_in_conflict_is_told_once(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "other")
    commit(repo, {"a.md": "other\n"})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"a.md": "main\n"})
    with pytest.raises(AssertionError):
        git(repo, "merge", "other")
    index = read_index(git_of(repo))
    assert index.unmerged == ("a.md",)
    assert [entry.path for entry in index.entries] == [".gitignore", "agents/b.md"]


def test_another_index_can_be_named(repo: Path) -> None:
    (repo / "new.md").write_text("new\n")
    before = (repo / ".git/index").read_bytes()
    git(repo, "add", "new.md")
    other = repo / ".git/next-index-1.lock"
    other.write_bytes(before)
    named = [entry.path for entry in read_index(git_of(repo), other).entries]
    assert named == [".gitignore", "a.md", "agents/b.md"]


def test_each_work_tree_has_an_index_of_its_own(repo: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(repo, "worktree", "add", "-q", "-b", "side", str(linked))
    (linked / "new.md").write_text("new\n")
    git(linked, "add", "new.md")
    assert "new.md" in [entry.path for entry in read_index(git_of(linked)).entries]
    assert "new.md" not in [entry.path for entry in read_index(git_of(repo)).entries]
    assert list_work_tree(git_of(linked), linked) == [b".gitignore", b"a.md", b"agents/b.md", b"new.md"]


def test_a_repository_without_an_index_has_nothing_staged(tmp_path: Path) -> None:
    assert read_index(git_of(init(tmp_path / "empty"))) == Index(())


def test_the_files_of_a_work_tree_are_those_that_could_be_committed(repo: Path) -> None:
    for name in ("new.md", "ignored/c.md", "agents/r\xfcck\n.md"):
        (repo / name).parent.mkdir(exist_ok=True)
        (repo / name).write_text("new\n")
    (repo / "a.md").unlink()
    assert list_work_tree(git_of(repo), repo) == [
        b".gitignore",
        b"a.md",
        b"agents/b.md",
        "agents/r\xfcck\n.md".encode(),
        b"new.md",
    ]


def test_a_configured_work_tree_leads_nowhere_else(repo: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("x")
    git(repo, "config", "core.worktree", str(tmp_path))
    assert b"secret.md" not in list_work_tree(git_of(repo), repo)
    assert list_work_tree(git_of(repo), repo) == [b".gitignore", b"a.md", b"agents/b.md"]
