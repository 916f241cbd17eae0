"""Derived versions: arithmetic as tables, then real repositories, told by a teller that reads its answer."""

import itertools
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.index.access import reading
from agentreg.index.derived import derive, derived_versions, known_versions, next_version, versions_of
from agentreg.index.store import Pair, Reader, Told, Window
from agentreg.index.telling import Edit, Teller
from agentreg.index.values import Versions
from support.indexed import definition, index
from support.repos import build_repo, commit, git


@pytest.mark.parametrize(
    ("bumps", "versions"),
    [
        ([], "1.0.0"),
        (["patch", "minor", "patch", "major", "minor"], "1.0.0 1.0.1 1.1.0 1.1.1 2.0.0 2.1.0"),
        (["none", "minor", "none"], "1.0.0 1.0.0 1.1.0 1.1.0"),
        (["minor"] * 10, " ".join(f"1.{minor}.0" for minor in range(11))),
    ],
)
def test_versions_follow_from_bumps(bumps, versions):
    assert list(derive(bumps)) == versions.split()


@given(st.lists(st.sampled_from(["major", "minor", "patch", "none"]), max_size=30))
def test_a_version_grows_with_every_bump_and_with_nothing_else(bumps):
    numbers = [tuple(map(int, version.split("."))) for version in derive(bumps)]
    grown = [later > earlier for earlier, later in itertools.pairwise(numbers)]
    assert grown == [bump != "none" for bump in bumps]


@pytest.mark.parametrize(
    ("version", "bump", "following"),
    [
        ("1.4.2*", "major", "2.0.0*"),
        ("1.4.2*", "none", "1.4.2*"),
        ("v1.4", "minor", "1.5.0*"),
        ("someday", "major", ""),
    ],
)
def test_what_follows_a_version_is_derived(version, bump, following):
    assert next_version(version, bump) == following


def told(edits: Iterable[Edit], _count: int) -> dict[Pair, Told]:
    """Each text ends with the bump that it asks for; a text that only moved asks for a patch."""
    return {edit.pair: Told("", *_bump(edit)) for edit in edits}


def _bump(edit: Edit) -> tuple[str, str]:
    if edit.before == edit.after:
        return "patch", "moved"
    old, new = (data.decode().split()[-2:] for data in (edit.before, edit.after))
    return new[1], f"{old[0]} to {new[0]}"


TELLER = Teller("test", told)


def text(word: str, bump: str) -> str:
    return definition("one", *[f"Sentence {number}." for number in range(20)], f"{word} {bump}")


A, B, C, D = (
    text(word, bump) for word, bump in (("A", "major"), ("B", "minor"), ("C", "patch"), ("D", "none"))
)


def line(folder: Path, repo: Path, path: str) -> list[str]:
    """Derived versions of the agent at a path, oldest first: `1.1.0 minor A to B`."""
    index(folder / "index.sqlite", repo)
    with reading(folder / "index.sqlite") as reader:
        found = derived_versions(reader, agent_at(reader, path), TELLER)
    return [" ".join(filter(None, (one.version, one.bump, one.because))) for one in reversed(found)]


def agent_at(reader: Reader, path: str):
    [agent] = reader.agents_at(path)
    return agent


@pytest.mark.parametrize(
    ("states", "versions"),
    [
        ([{"one.md": A}], ["1.0.0"]),
        (
            [{"one.md": A}, {"one.md": B}, {"one.md": C}, {"one.md": D}, {"one.md": A}],
            ["1.0.0", "1.1.0 minor A to B", "1.1.1 patch B to C", "1.1.1 none C to D", "2.0.0 major D to A"],
        ),
        (
            [{"one.md": A}, {"one.md": None, "b/one.md": A}, {"b/one.md": None, "b/two.md": B}],
            ["1.0.0", "1.0.1 patch moved", "1.1.0 minor A to B"],
        ),
        (
            [{"one.md": A}, {"one.md": None}, {"one.md": A}, {"one.md": None}, {"one.md": B}],
            ["1.0.0", "1.0.0 none", "1.1.0 minor A to B"],
        ),
        (
            [{"one.md": A, "other.md": A}, {"one.md": B}, {"one.md": A}],
            ["1.0.0", "1.1.0 minor A to B", "2.0.0 major B to A"],
        ),
    ],
    ids=["one revision", "every bump", "moves and renames", "deleted and back again", "there and back"],
)
def test_an_agent_has_one_line_of_versions(tmp_path, states, versions):
    path = next(path for path, content in states[-1].items() if content)
    assert line(tmp_path, build_repo(tmp_path / "team", states), path) == versions


def test_an_index_that_grew_step_by_step_derives_what_one_built_at_once_does(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}])
    for files in ({"one.md": B}, {"one.md": None, "b/one.md": C}, {"b/one.md": A}, {"b/one.md": B}):
        index(tmp_path / "index.sqlite", repo)
        commit(repo, files)
    (tmp_path / "new").mkdir()
    assert line(tmp_path, repo, "b/one.md") == line(tmp_path / "new", repo, "b/one.md")


def test_a_merged_branch_counts_by_what_its_commits_changed(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}])
    git(repo, "checkout", "-q", "-b", "side")
    commit(repo, {"one.md": C})
    git(repo, "checkout", "-q", "-b", "same", "main")
    commit(repo, {"one.md": B})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"one.md": B}, "the same once more")
    git(repo, "merge", "-q", "-s", "ours", "-m", "both", "side", "same")
    versions = ["1.0.0", "1.0.1 patch A to C", "1.1.0 minor A to B", "1.1.0 none"]
    assert line(tmp_path, repo, "one.md") == versions


def test_other_branches_have_no_derived_versions(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}])
    git(repo, "checkout", "-q", "-b", "next")
    commit(repo, {"one.md": B})
    git(repo, "tag", "v2.0.0")
    git(repo, "checkout", "-q", "main")
    assert line(tmp_path, repo, "one.md") == ["1.0.0"]
    with reading(tmp_path / "index.sqlite") as reader:
        newest, first = reader.revisions(agent_at(reader, "one.md").id, Window("all"))
        assert versions_of(reader, [newest, first], TELLER) == [Versions("2.0.0"), Versions("", "1.0.0")]


def test_a_text_that_came_by_two_branches_has_its_declared_version_on_the_default_one(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}])
    git(repo, "checkout", "-q", "-b", "side")
    commit(repo, {"one.md": B})
    git(repo, "checkout", "-q", "main")
    squashed = commit(repo, {"one.md": B}, "squash the side")
    git(repo, "tag", "v2.0.0", squashed)
    index(tmp_path / "index.sqlite", repo)
    with reading(tmp_path / "index.sqlite") as reader:
        newest = reader.revisions(agent_at(reader, "one.md").id, Window())[0]
        assert newest.commit == squashed
        assert versions_of(reader, [newest], TELLER) == [Versions("2.0.0", "1.1.0")]


def test_what_cannot_be_told_is_taken_for_a_breaking_change(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}, {"one.md": B}])
    index(tmp_path / "index.sqlite", repo)
    with reading(tmp_path / "index.sqlite") as reader:
        found = derived_versions(reader, agent_at(reader, "one.md"), Teller("mute", lambda *_: {}))
    assert [one.version for one in found] == ["2.0.0", "1.0.0"]


def test_only_what_is_not_kept_is_told(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}, {"one.md": B}, {"one.md": C}])
    where = tmp_path / "index.sqlite"
    index(where, repo)
    asked: list[int] = []

    def counting(edits: Iterable[Edit], count: int) -> dict[Pair, Told]:
        asked.append(count)
        found = told(edits, count)
        keep(where, found, "test")
        return found

    for version in ("test", "test", "other", "test"):
        with reading(where) as reader:
            derived_versions(reader, agent_at(reader, "one.md"), Teller(version, counting))
            if version == "test":
                assert len(known_versions(reader, agent_at(reader, "one.md").id, "test")) == 3
                assert known_versions(reader, agent_at(reader, "one.md").id, "another") == []
    commit(repo, {"one.md": D})
    index(where, repo)
    with reading(where) as reader:
        assert known_versions(reader, agent_at(reader, "one.md").id, "test") == []
        derived_versions(reader, agent_at(reader, "one.md"), Teller("test", counting))
    assert asked == [2, 2, 1]


def keep(where: Path, found: dict[Pair, Told], algorithm: str) -> None:
    from agentreg.index.access import writing

    with writing(where, patience=0) as writer, writer.transaction():
        writer.save_told(found, algorithm)


def test_untrusted_text_is_kept_whatever_it_holds(tmp_path):
    repo = build_repo(tmp_path / "team", [{"one.md": A}])
    index(tmp_path / "index.sqlite", repo)
    pair = Pair("00" * 20, "a\udcff.md".encode("utf-8", "replace").decode(), "11" * 20, "b.md")
    keep(tmp_path / "index.sqlite", {pair: Told("\udcff", "none", "\x00\udcff")}, "test")
    with reading(tmp_path / "index.sqlite") as reader:
        assert reader.told([pair], "test") == {pair: Told("\ufffd", "none", "\x00\ufffd")}
