from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import GitError, ReadError
from agentreg.git import trees
from agentreg.git.process import Git
from agentreg.git.trees import TreeEntry, blob_at, list_tree
from support.repos import build_repo, commit_tree, git, init


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [{"a.md": "1", "d/b.md": "2", "d/e/c.md": "3"}])


def oid(repo: Path, expression: str) -> str:
    return git(repo, "rev-parse", expression)


def test_every_file_is_listed(repo: Path) -> None:
    assert list(list_tree(Git(repo / ".git"), oid(repo, "v1"))) == [
        TreeEntry("a.md", "100644", oid(repo, "v1:a.md")),
        TreeEntry("d/b.md", "100644", oid(repo, "v1:d/b.md")),
        TreeEntry("d/e/c.md", "100644", oid(repo, "v1:d/e/c.md")),
    ]


@pytest.mark.parametrize(
    ("path", "mode"),
    [("a.md", "100644"), ("d/e/c.md", "100644"), ("d", "040000"), ("d/e/", "040000"), ("/a.md", "100644")],
)
def test_what_stands_at_a_path_is_found(repo: Path, path: str, mode: str) -> None:
    found = blob_at(Git(repo / ".git"), oid(repo, "v1"), path)
    assert found == TreeEntry(path.strip("/"), mode, oid(repo, f"v1:{path.strip('/')}"))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        ".",
        "./a.md",
        "d//b.md",
        "no.md",
        "d/no.md",
        "a.md/x",
        "..",
        "*.md",
        ":(top)a.md",
        "-r",
        "a\0b",
    ],
)
def test_nothing_stands_at_other_paths(repo: Path, path: str) -> None:
    assert blob_at(Git(repo / ".git"), oid(repo, "v1"), path) is None


def test_symlinks_and_submodules_are_no_files(repo: Path) -> None:
    entries = f"120000 blob {oid(repo, 'v1:a.md')}\tlink.md\x00160000 commit {oid(repo, 'v1')}\tsub\x00"
    made = commit_tree(repo, entries.encode())
    assert [entry.is_file for entry in list_tree(Git(repo / ".git"), made)] == [False, False]


def test_names_that_no_work_tree_could_hold_are_listed(repo: Path) -> None:
    names = [b"-rf", b"..", b".git", b"\x1b[2J", b"\xff", b"a\nb", b"a\\b", b"con"]
    entries = b"".join(b"100644 blob %s\t%s\0" % (oid(repo, "v1:a.md").encode(), name) for name in names)
    made = commit_tree(repo, entries)
    listed = [entry.path for entry in list_tree(Git(repo / ".git"), made)]
    assert sorted(listed) == sorted(name.decode("utf-8", "backslashreplace") for name in names)


@pytest.mark.parametrize(
    ("path", "names", "found"),
    [
        (r"a\xe9", [b"a\xe9", rb"a\xe9"], r"a\xe9"),
        (r"a\x5cxe9", [b"a\xe9", rb"a\xe9"], r"a\x5cxe9"),
        ("a\udce9", [b"a\xe9", rb"a\xe9"], r"a\xe9"),
        (r"a\xe9", [rb"a\xe9"], r"a\x5cxe9"),
        (r"a\x5cxe9", [b"a\xe9"], None),
    ],
)
def test_a_name_that_could_be_two_is_first_what_is_told(
    repo: Path, path: str, names: list[bytes], found: str | None
) -> None:
    entries = b"".join(b"100644 blob %s\t%s\0" % (oid(repo, "v1:a.md").encode(), name) for name in names)
    entry = blob_at(Git(repo / ".git"), commit_tree(repo, entries), path)
    assert (entry.path if entry else None) == found


def test_a_tree_of_too_many_files_is_refused(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "ENTRY_LIMIT", 2)
    with pytest.raises(ReadError, match="holds more than 2 files"):
        list(list_tree(Git(repo / ".git"), oid(repo, "v1")))


def test_a_very_deep_tree_is_listed(tmp_path: Path) -> None:
    repo = init(tmp_path / "deep")
    path = "/".join(["d"] * 500) + "/a.md"
    change = f"commit refs/heads/main\ncommitter C <c> 1 +0000\ndata 1\nx\nM 644 :1 {path}\n"
    git(repo, "fast-import", "--quiet", stdin=f"blob\nmark :1\ndata 1\nx\n{change}".encode())
    assert [entry.path for entry in list_tree(Git(repo / ".git"), oid(repo, "main"))] == [path]


def test_a_missing_tree_is_an_error(repo: Path) -> None:
    with pytest.raises(GitError, match="git ls-tree failed"):
        list(list_tree(Git(repo / ".git"), "de" * 20))


@pytest.mark.parametrize("name", ["main", "HEAD", "--help", "", "-r"])
def test_only_full_ids_are_accepted(repo: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a full object id"):
        list(list_tree(Git(repo / ".git"), name))
    with pytest.raises(ValueError, match="not a full object id"):
        blob_at(Git(repo / ".git"), name, "a.md")
