from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from agentreg.errors import GitError, ReadError
from agentreg.git import history, process
from agentreg.git.history import Commit, Entry, walk
from agentreg.git.process import Git
from support.repos import DAY, FIRST_TIME, build_repo, commit, commit_tree, git, init

NONE = "0" * 40


def blob(repo: Path, expression: str) -> str:
    return git(repo, "rev-parse", expression)


def walked(repo: Path, *tips: str, known: tuple[str, ...] = ()) -> list[Commit]:
    full = [git(repo, "rev-parse", tip) for tip in tips]
    return list(walk(Git(repo / ".git"), full, known))


def test_history_is_told_from_the_first_commit_on(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1", "b.md": "b"}, {"a.md": "2", "b.md": None}])
    first, second = git(repo, "rev-parse", "v1"), git(repo, "rev-parse", "v2")
    one, two, b = blob(repo, "v1:a.md"), blob(repo, "v2:a.md"), blob(repo, "v1:b.md")
    assert walked(repo, "main") == [
        Commit(
            first,
            (),
            "Ada Author",
            "ada@example.com",
            "2023-11-15T00:13:20+02:00",
            FIRST_TIME,
            "version 1",
            (Entry("a.md", "A", "100644", one, (NONE,)), Entry("b.md", "A", "100644", b, (NONE,))),
        ),
        Commit(
            second,
            (first,),
            "Ada Author",
            "ada@example.com",
            "2023-11-16T00:13:20+02:00",
            FIRST_TIME + DAY,
            "version 2",
            (Entry("a.md", "M", "100644", two, (one,)), Entry("b.md", "D", "000000", NONE, (b,))),
        ),
    ]


def test_a_rename_is_told_as_a_deletion_and_an_addition(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "same"}, {"a.md": None, "z.md": "same"}])
    assert [(entry.path, entry.status) for entry in walked(repo, "main")[1].changes] == [
        ("a.md", "D"),
        ("z.md", "A"),
    ]


def merged_repo(path: Path) -> Path:
    """A merge in which one file was taken from a side, and one was edited in the merge itself."""
    repo = build_repo(path, [{"both.md": "base", "side.md": "base"}])
    git(repo, "checkout", "-q", "-b", "side")
    commit(repo, {"both.md": "theirs", "side.md": "theirs"}, "side")
    git(repo, "checkout", "-q", "main")
    commit(repo, {"both.md": "ours"}, "main")
    git(repo, "merge", "-q", "--no-commit", "--strategy=ours", "side")
    git(repo, "checkout", "-q", "side", "--", "side.md")
    commit(repo, {"both.md": "by hand"}, "merge")
    return repo


def test_a_merge_tells_only_what_differs_from_all_its_parents(tmp_path: Path) -> None:
    repo = merged_repo(tmp_path / "repo")
    merge = walked(repo, "main")[-1]
    assert merge.parents == (git(repo, "rev-parse", "main^1"), git(repo, "rev-parse", "main^2"))
    before = (blob(repo, "main^1:both.md"), blob(repo, "main^2:both.md"))
    assert merge.changes == (Entry("both.md", "MM", "100644", blob(repo, "main:both.md"), before),)


def test_every_version_of_every_file_is_told_through_merges(tmp_path: Path) -> None:
    repo = merged_repo(tmp_path / "repo")
    told = {entry.oid for one in walked(repo, "main") for entry in one.changes}
    objects = git(repo, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)")
    assert told == {line.split()[1] for line in objects.splitlines() if line.startswith("blob")}


def test_only_what_is_new_is_told(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}, {"a.md": "2"}, {"a.md": "3"}])
    old = git(repo, "rev-parse", "v2")
    assert [one.subject for one in walked(repo, "main", known=(old,))] == ["version 3"]
    assert walked(repo, "main", "v1", known=(git(repo, "rev-parse", "main"),)) == []


def test_an_old_tip_that_is_gone_is_ignored(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}])
    assert len(walked(repo, "main", known=("de" * 20,))) == 1


def test_no_tips_is_no_history(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}])
    assert walked(repo) == []


def test_unwanted_paths_are_left_out_and_their_commits_stay(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1", "a.py": "1"}, {"a.py": "2"}])
    tip = git(repo, "rev-parse", "main")
    told = list(walk(Git(repo / ".git"), [tip], keep=lambda path: path.endswith(".md")))
    assert [[entry.path for entry in one.changes] for one in told] == [["a.md"], []]


def test_strange_file_names_are_told_apart_and_can_be_shown(tmp_path: Path) -> None:
    repo = init(tmp_path / "repo")
    oid = git(repo, "hash-object", "-w", "--stdin", stdin=b"x")
    strange = [
        b":100644 x",
        b"a\nb.md",
        b"a\tb.md",
        b"\xff.md",
        b"-rf",
        "é.md".encode(),
        b'"q".md',
        b"a\x1b[2J",
    ]
    entries = b"".join(b"100644 blob %s\t%s\0" % (oid.encode(), name) for name in sorted(strange))
    commit_tree(repo, entries)
    told = [entry.path for entry in walked(repo, "main")[0].changes]
    assert told == [name.decode("utf-8", "backslashreplace") for name in sorted(strange)]


def test_subjects_and_names_that_look_like_records_are_only_text(tmp_path: Path) -> None:
    repo = init(tmp_path / "repo")
    git(repo, "config", "user.name", ":100644 evil")
    commit(repo, {"a.md": "1"}, ":000000 100644 x\nbody")
    git(repo, "commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    assert [one.subject for one in walked(repo, "main")] == [":000000 100644 x body", ""]


def test_symlinks_submodules_and_changes_of_type_keep_their_modes(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "target"}])
    link = git(repo, "rev-parse", "v1:a.md")
    sub = git(repo, "rev-parse", "v1")
    git(repo, "update-index", "--add", "--cacheinfo", f"120000,{link},a.md")
    git(repo, "update-index", "--add", "--cacheinfo", f"160000,{sub},sub")
    git(repo, "commit", "-q", "-m", "types")
    told = [(entry.path, entry.status, entry.mode) for entry in walked(repo, "main")[1].changes]
    assert told == [("a.md", "T", "120000"), ("sub", "A", "160000")]


def test_a_long_subject_is_cut(tmp_path: Path) -> None:
    repo = init(tmp_path / "repo")
    commit(repo, {"a.md": "1"}, "x" * 100_000)
    assert len(walked(repo, "main")[0].subject) == 500


def test_a_commit_without_a_valid_date_is_still_told(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}])
    tree = git(repo, "rev-parse", "v1^{tree}")
    raw = f"tree {tree}\nauthor A <a> never\ncommitter C <c> never\n\nodd\n".encode()
    odd = git(repo, "hash-object", "-w", "--literally", "-t", "commit", "--stdin", stdin=raw)
    assert [(one.subject, one.date, one.time) for one in walk(Git(repo / ".git"), [odd])] == [("odd", "", 0)]


def test_history_with_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"d/a.md": "1"}, {"d/a.md": "2"}])
    tree = git(repo, "rev-parse", "v1:d")
    (repo / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(GitError, match="git log failed"):
        walked(repo, "main")


def test_a_shallow_history_begins_where_it_was_cut(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}, {"a.md": "2"}, {"a.md": "3"}])
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{repo}", "cut")
    told = walked(tmp_path / "cut", "HEAD")
    assert [(one.subject, one.parents, len(one.changes)) for one in told] == [("version 3", (), 1)]


def bomb(repo: Path, levels: int) -> None:
    """A tree of ten equal folders in ten equal folders, and so on."""
    oid = git(repo, "hash-object", "-w", "--stdin", stdin=b"x")
    kind = "100644 blob"
    for level in range(levels):
        lines = b"".join(f"{kind} {oid}\t{number}\0".encode() for number in range(10))
        oid, kind = git(repo, "mktree", "-z", stdin=lines), "040000 tree"
        if level == levels - 1:
            made = git(repo, "commit-tree", oid, "-m", "bomb")
            git(repo, "update-ref", "refs/heads/main", made)


def test_a_tree_that_multiplies_itself_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "ENTRY_LIMIT", 5_000)
    repo = init(tmp_path / "repo")
    bomb(repo, 4)
    with pytest.raises(ReadError, match="changes more than 5,000 paths"):
        walked(repo, "main")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a running process")
def test_a_tree_without_end_stops_git_and_not_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MEMORY_LIMIT", 64 * 1024 * 1024)
    repo = init(tmp_path / "repo")
    bomb(repo, 10)
    with pytest.raises(GitError, match="ut of memory") as caught:
        walked(repo, "main")
    assert "absurdly many files" in caught.value.hint


@pytest.mark.parametrize("tip", ["main", "--all", "-x", "", "abc", NONE + "0"])
def test_only_full_ids_are_accepted(tmp_path: Path, tip: str) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}])
    with pytest.raises(ValueError, match="not a full object id"):
        list(walk(Git(repo / ".git"), [tip]))


def test_a_date_beyond_all_calendars_counts_as_the_last_one(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}])
    tree = git(repo, "rev-parse", "v1^{tree}")
    late = f"{8 * 10**18} +0000"
    raw = f"tree {tree}\nauthor A <a> {late}\ncommitter C <c> {late}\n\nlate\n".encode()
    oid = git(repo, "hash-object", "-w", "--literally", "-t", "commit", "--stdin", stdin=raw)
    [told] = walk(Git(repo / ".git"), [oid])
    assert time.gmtime(told.time)[:3] == (9999, 12, 31)
