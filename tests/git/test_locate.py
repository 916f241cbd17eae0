from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agentreg.git.locate import Repository, repository_around, repository_at
from agentreg.git.process import Git
from support.repos import build_repo, git, init


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path.resolve() / "repo", [{"d/a.md": "1"}])


def test_a_work_tree_is_found_from_its_top_and_from_inside(repo: Path) -> None:
    expected = Repository(repo / ".git", repo)
    assert repository_at(repo) == expected
    assert repository_around(repo / "d") == expected
    assert repository_at(repo / "d") is None


def test_a_bare_repository_is_its_own_git_folder(repo: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repo), "bare")
    assert repository_at(tmp_path / "bare") == Repository(tmp_path.resolve() / "bare", None)


def test_the_git_folder_of_a_work_tree_leads_to_it(repo: Path) -> None:
    assert repository_at(repo / ".git") == Repository(repo / ".git", repo)


def test_a_linked_work_tree_has_its_own_git_folder_and_shares_the_rest(repo: Path) -> None:
    git(repo, "worktree", "add", "-q", "-b", "side", "../linked")
    found = repository_at(repo.parent / "linked")
    assert found == Repository(repo / ".git" / "worktrees" / "linked", repo.parent / "linked")
    assert Git(found.git_dir).run(["symbolic-ref", "HEAD"]) == b"refs/heads/side\n"


def test_an_unborn_repository_is_found(tmp_path: Path) -> None:
    assert repository_at(init(tmp_path / "new")) is not None


@pytest.mark.parametrize(
    "content", ["", "gitdir: nowhere\n", "gitdir:", "x" * 10_000, "\0", "gitdir: a\0b\n"]
)
def test_a_git_file_that_leads_nowhere_is_no_repository(tmp_path: Path, content: str) -> None:
    (tmp_path / ".git").write_text(content, encoding="utf-8")
    assert repository_at(tmp_path) is None


def test_a_bare_repository_planted_above_is_not_entered(repo: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(repo), "outer")
    inside = tmp_path / "outer" / "inside"
    inside.mkdir()
    assert repository_around(inside) is None


def test_a_plain_folder_is_no_repository(tmp_path: Path) -> None:
    assert repository_at(tmp_path) is None
    assert repository_at(tmp_path / "absent") is None


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_loop_of_links_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / ".git").write_text("gitdir: loop\n", encoding="utf-8")
    assert repository_at(tmp_path) is None
    assert repository_around(tmp_path / "loop") is None
