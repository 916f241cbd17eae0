from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.errors import AmbiguousReference, GitError, UnknownReference
from agentreg.git.process import Git, Outcome
from agentreg.git.refs import Ref, default_branch, head_commit, list_refs, merge_base, resolve_name
from support.repos import add_object, build_repo, commit, git, init


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return build_repo(tmp_path / "repo", [{"a.md": "one\n"}, {"a.md": "two\n"}, {"a.md": "three\n"}])


def names(repo: Path) -> list[str]:
    return [ref.name for ref in list_refs(Git(repo / ".git"))]


def oid(repo: Path, expression: str) -> str:
    return git(repo, "rev-parse", expression)


def test_branches_and_tags_are_listed_with_their_commits(repo: Path) -> None:
    git(repo, "tag", "-a", "-m", "annotated", "note", "v1")
    git(repo, "tag", "-a", "-m", "a tag of a tag", "nested", "note")
    first, second, third = (oid(repo, name) for name in ("v1", "v2", "v3"))
    assert list_refs(Git(repo / ".git")) == (
        Ref("refs/heads/main", third, third, is_default=True),
        Ref("refs/tags/nested", oid(repo, "nested"), first),
        Ref("refs/tags/note", oid(repo, "note"), first),
        Ref("refs/tags/v1", first, first),
        Ref("refs/tags/v2", second, second),
        Ref("refs/tags/v3", third, third),
    )


def test_a_tag_of_a_file_leads_to_no_commit(repo: Path) -> None:
    git(repo, "tag", "key", add_object(repo, "blob", b"public key"))
    found = next(ref for ref in list_refs(Git(repo / ".git")) if ref.short == "key")
    assert found.commit is None


def test_refs_that_change_what_objects_hold_are_left_out(repo: Path) -> None:
    for name in ("refs/replace/" + oid(repo, "v1"), "refs/notes/commits", "refs/original/refs/heads/main"):
        git(repo, "update-ref", name, oid(repo, "v2"))
    assert names(repo) == ["refs/heads/main", "refs/tags/v1", "refs/tags/v2", "refs/tags/v3"]


def test_a_repository_without_commits_has_no_refs(tmp_path: Path) -> None:
    repo = init(tmp_path / "empty")
    assert list_refs(Git(repo / ".git")) == ()
    with pytest.raises(UnknownReference):
        resolve_name(Git(repo / ".git"), "HEAD")


def test_the_default_branch_is_the_one_that_head_names(repo: Path) -> None:
    git(repo, "branch", "a-first")
    git(repo, "symbolic-ref", "HEAD", "refs/heads/a-first")
    default = default_branch(list_refs(Git(repo / ".git")))
    assert default is not None
    assert default.name == "refs/heads/a-first"


def test_a_detached_head_names_no_default_branch(repo: Path) -> None:
    git(repo, "checkout", "-q", "--detach")
    assert default_branch(list_refs(Git(repo / ".git"))) is None


RESOLVED = [
    ("main", "v3"),
    ("HEAD", "v3"),
    ("@", "v3"),
    ("v1", "v1"),
    ("tags/v1", "v1"),
    ("refs/tags/v1", "v1"),
    ("heads/main", "v3"),
    ("main~2", "v1"),
    ("main^", "v2"),
    ("HEAD~1^", "v1"),
    ("v2~0", "v2"),
]


@pytest.mark.parametrize(("name", "expected"), RESOLVED)
def test_a_name_leads_to_a_commit(repo: Path, name: str, expected: str) -> None:
    assert resolve_name(Git(repo / ".git"), name) == oid(repo, expected)


def test_object_ids_may_be_abbreviated(repo: Path) -> None:
    full = oid(repo, "v2")
    assert resolve_name(Git(repo / ".git"), full) == full
    assert resolve_name(Git(repo / ".git"), full[:9]) == full
    assert resolve_name(Git(repo / ".git"), f"{full[:9]}~1") == oid(repo, "v1")


def test_an_annotated_tag_leads_to_its_commit(repo: Path) -> None:
    git(repo, "tag", "-a", "-m", "x", "note", "v1")
    assert resolve_name(Git(repo / ".git"), "note") == oid(repo, "v1")
    assert resolve_name(Git(repo / ".git"), oid(repo, "note")) == oid(repo, "v1")


# Every one of these means something to Git's own grammar, or is an option to some command.
NO_NAMES = [
    "",
    "-",
    "--all",
    "--output=owned",
    "-x",
    ":/version",
    "HEAD^{/version}",
    "main@{0}",
    "main@{upstream}",
    "@{-1}",
    "HEAD:a.md",
    "v1..v2",
    "^main",
    "main~99",
    "main^2",
    "main~" + "9" * 30,
    "ma*",
    "refs/heads/",
    "main\n",
    "main\0",
    "main v1",
    "deadbeef",
    "0" * 40,
    "$(id)",
    "\udcff",
]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_unknown_and_does_nothing(repo: Path, name: str) -> None:
    before = sorted(path.name for path in repo.iterdir())
    with pytest.raises(UnknownReference):
        resolve_name(Git(repo / ".git"), name)
    assert sorted(path.name for path in repo.iterdir()) == before


# Legal names of refs, made on purpose to be taken for something else.
HOSTILE_NAMES = ["-x", "--output=owned", "HEAD", "a;b", "$(id)", "é", "refs/heads/main", "0" * 40]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_branch_is_an_ordinary_branch_by_its_full_name(repo: Path, name: str) -> None:
    git(repo, "update-ref", f"refs/heads/{name}", oid(repo, "v1"))
    assert f"refs/heads/{name}" in names(repo)
    assert resolve_name(Git(repo / ".git"), f"refs/heads/{name}") == oid(repo, "v1")


def test_a_branch_called_like_an_object_does_not_hide_it(repo: Path) -> None:
    git(repo, "update-ref", f"refs/heads/{oid(repo, 'v1')}", oid(repo, "v2"))
    assert resolve_name(Git(repo / ".git"), oid(repo, "v1")) == oid(repo, "v1")


def test_a_branch_and_a_tag_of_one_name_are_ambiguous(repo: Path) -> None:
    git(repo, "update-ref", "refs/heads/v1", oid(repo, "v2"))
    with pytest.raises(AmbiguousReference) as caught:
        resolve_name(Git(repo / ".git"), "v1")
    assert caught.value.hint == "write one of: refs/heads/v1, refs/tags/v1"


def test_a_branch_and_a_tag_at_one_commit_are_not(repo: Path) -> None:
    git(repo, "update-ref", "refs/heads/v1", oid(repo, "v1"))
    assert resolve_name(Git(repo / ".git"), "v1") == oid(repo, "v1")


def test_a_misspelt_name_suggests_the_nearest(repo: Path) -> None:
    with pytest.raises(UnknownReference) as caught:
        resolve_name(Git(repo / ".git"), "mian")
    assert caught.value.hint == "did you mean 'main'?"


def test_names_work_in_a_sha256_repository(tmp_path: Path) -> None:
    repo = build_repo(tmp_path / "repo", [{"a.md": "1"}, {"a.md": "2"}], "--object-format=sha256")
    assert len(oid(repo, "v1")) == 64
    assert resolve_name(Git(repo / ".git"), "main~1") == oid(repo, "v1")
    assert resolve_name(Git(repo / ".git"), oid(repo, "v1")[:50]) == oid(repo, "v1")


def test_a_merge_base_is_found_or_there_is_none(repo: Path) -> None:
    git(repo, "checkout", "-q", "-b", "side", "v1")
    commit(repo, {"b.md": "side\n"})
    git(repo, "checkout", "-q", "--orphan", "island")
    commit(repo, {"c.md": "alone\n"})
    here = Git(repo / ".git")
    assert merge_base(here, oid(repo, "side"), oid(repo, "main")) == oid(repo, "v1")
    assert merge_base(here, oid(repo, "island"), oid(repo, "main")) is None
    with pytest.raises(ValueError, match="not a full object id"):
        merge_base(here, "main", "--all")


def test_a_git_that_is_killed_has_not_said_that_there_is_no_merge_base(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Git, "attempt", lambda *_arguments: Outcome(-9, b"", ""))
    with pytest.raises(GitError, match="stopped by signal 9"):
        merge_base(Git(repo / ".git"), "1" * 40, "2" * 40)


def test_the_commit_of_head_is_empty_before_the_first_one(tmp_path: Path) -> None:
    folder = init(tmp_path / "new")
    assert head_commit(Git(folder / ".git")) == ""
    made = commit(folder, {"a": "text"})
    git(folder, "checkout", "-q", "--detach")
    assert head_commit(Git(folder / ".git")) == made
