"""The definitions of a work tree are those on disk, read as Git would commit them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from agentreg.git.process import Git
from agentreg.model.diagnostic import Trouble
from agentreg.sources.collection import uncompared
from agentreg.sources.revision import commit_tree, staged_tree
from agentreg.sources.work_tree import WorkTree
from support.repos import build_repo, commit, git

AGENT = "---\nname: {name}\ndescription: d\n---\nbody\n"
FILES = {f"agents/{name}.md": AGENT.format(name=name) for name in "abc"}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [{**FILES, ".gitignore": "node_modules/\n", "notes.txt": "n\n"}])


def work_tree(repo: Path) -> WorkTree:
    return WorkTree(Git(repo / ".git"), repo)


def test_a_clean_work_tree_holds_what_its_commit_holds(repo: Path) -> None:
    head = commit_tree(Git(repo / ".git"), git(repo, "rev-parse", "HEAD"))
    assert work_tree(repo).definitions() == head.definitions()
    assert staged_tree(Git(repo / ".git")).definitions() == head.definitions()


def test_new_edited_and_deleted_files_count_and_ignored_ones_do_not(repo: Path) -> None:
    (repo / "node_modules").mkdir()
    (repo / "node_modules/x.md").write_text(AGENT.format(name="x"))
    (repo / "agents/new.md").write_text(AGENT.format(name="new"))
    (repo / "agents/a.md").write_text(AGENT.format(name="edited"))
    (repo / "agents/b.md").unlink()
    found = work_tree(repo).definitions().definitions
    assert [(one.path, one.name) for one in found] == [
        ("agents/a.md", "edited"),
        ("agents/c.md", "c"),
        ("agents/new.md", "new"),
    ]


LINE_ENDS = {
    "nothing set": ("", "", False),
    "autocrlf": ("true", "", True),
    "autocrlf in another spelling": ("Yes", "", True),
    "autocrlf for input": ("input", "", True),
    "autocrlf off": ("false", "", False),
    "text": ("", "*.md text", True),
    "text by guess": ("", "*.md text=auto", True),
    "an end of line": ("", "*.md eol=crlf", True),
    "no text": ("true", "*.md -text", False),
    "text of others": ("", "*.txt text", False),
}


@pytest.mark.parametrize(("autocrlf", "attributes", "converts"), LINE_ENDS.values(), ids=LINE_ENDS)
def test_other_line_ends_are_a_change_where_git_would_add_them(
    repo: Path, autocrlf: str, attributes: str, *, converts: bool
) -> None:
    if autocrlf:
        git(repo, "config", "core.autocrlf", autocrlf)
    (repo / ".gitattributes").write_text(f"{attributes}\n")
    (repo / "agents/a.md").write_bytes(FILES["agents/a.md"].replace("\n", "\r\n").encode())
    before = git(repo, "write-tree")
    found = work_tree(repo).definitions().definitions[0]
    assert ("\r\n" in found.document.text) is not converts
    git(repo, "add", "agents/a.md")
    assert (git(repo, "write-tree") == before) is converts


def test_line_ends_that_git_wrote_are_no_edit(repo: Path) -> None:
    git(repo, "config", "core.autocrlf", "true")
    crlf = AGENT.format(name="a").replace("\n", "\r\n")
    (repo / "agents/a.md").write_bytes(crlf.encode())
    (repo / "agents/b.md").write_bytes(crlf.encode())
    texts = {one.path: one.document.text for one in work_tree(repo).definitions().definitions}
    assert texts["agents/a.md"] == AGENT.format(name="a")
    assert texts["agents/b.md"] == crlf


@pytest.mark.parametrize("raw", [b"lib", b"l\xe9b", rb"l\xe9b"])
def test_no_link_in_the_place_of_a_folder_is_followed_whatever_it_is_called(
    tmp_path: Path, raw: bytes
) -> None:
    folder = os.fsdecode(raw)
    repo = build_repo(tmp_path / "repo", [{f"{folder}/agents/a.md": AGENT.format(name="a")}])
    (repo / folder).rename(tmp_path / "outside")
    (repo / folder).symlink_to(tmp_path / "outside")
    assert work_tree(repo).definitions().definitions == ()


def test_links_are_not_followed_and_equal_ones_are_no_gap(repo: Path, tmp_path: Path) -> None:
    (repo / "agents/link.md").symlink_to("a.md")
    commit(repo, {})
    head = commit_tree(Git(repo / ".git"), git(repo, "rev-parse", "HEAD")).definitions()
    assert uncompared(head, work_tree(repo).definitions()) == ()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/d.md").write_text(AGENT.format(name="d"))
    for name in "abc":
        (repo / f"agents/{name}.md").rename(tmp_path / f"outside/{name}.md")
    (repo / "agents/link.md").unlink()
    (repo / "agents").rmdir()
    (repo / "agents").symlink_to(tmp_path / "outside")
    found = work_tree(repo).definitions()
    assert found.definitions == ()
    gaps = uncompared(head, found)
    assert [(one.path, one.diagnostic.trouble) for one in gaps] == [
        (name, Trouble.SYMLINK)
        for name in ("agents", "agents/a.md", "agents/b.md", "agents/c.md", "agents/link.md")
    ]


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_an_equal_file_that_is_too_large_is_no_gap(tmp_path: Path, options: tuple[str, ...]) -> None:
    repo = build_repo(tmp_path / "repo", [{"large.md": "x" * (1024 * 1024 + 1)}], *options)
    head = commit_tree(Git(repo / ".git"), git(repo, "rev-parse", "HEAD")).definitions()
    assert uncompared(head, work_tree(repo).definitions()) == ()
    (repo / "large.md").write_text("y" * (1024 * 1024 + 1))
    assert [one.path for one in uncompared(head, work_tree(repo).definitions())] == ["large.md"]


def test_what_a_sparse_checkout_leaves_out_counts_as_it_is_staged(repo: Path) -> None:
    head = commit_tree(Git(repo / ".git"), git(repo, "rev-parse", "HEAD")).definitions()
    git(repo, "sparse-checkout", "set", "--no-cone", "/*", "!/agents/a.md", "!/agents/b.md")
    assert not (repo / "agents/a.md").exists()
    assert work_tree(repo).definitions() == head
    (repo / "agents/b.md").write_text(AGENT.format(name="edited"))
    (repo / "agents/c.md").unlink()
    tree = work_tree(repo)
    assert [one.name for one in tree.definitions().definitions] == ["a", "edited"]
    assert tree.texts(["agents/a.md", "agents/c.md"]) == {"agents/a.md": FILES["agents/a.md"].encode()}
    assert (tree.holds("agents/a.md"), tree.holds("agents/c.md")) == (True, False)


def test_texts_are_asked_for_by_path(repo: Path) -> None:
    asked = ["notes.txt", "none.txt", "agents"]
    for tree in (work_tree(repo), staged_tree(Git(repo / ".git"))):
        assert tree.texts(asked) == {"notes.txt": b"n\n"}


def test_what_is_in_conflict_is_a_gap_until_it_is_staged(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "other")
    commit(repo, {"agents/a.md": AGENT.format(name="other")})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"agents/a.md": AGENT.format(name="main")})
    with pytest.raises(AssertionError):
        git(repo, "merge", "other")
    staged = staged_tree(Git(repo / ".git")).definitions()
    assert [(one.path, one.diagnostic.message) for one in staged.unread] == [
        ("agents/a.md", "it is in conflict, so that nothing of it is staged")
    ]
    found = work_tree(repo).definitions()
    assert [(one.path, one.diagnostic.message) for one in found.unread] == [
        ("agents/a.md", "it is in conflict until it is staged")
    ]
    assert [one.path for one in found.definitions] == list(FILES)
    (repo / "agents/a.md").write_text(AGENT.format(name="decided"))
    git(repo, "add", "agents/a.md")
    assert work_tree(repo).definitions().unread == ()
