"""Who is affected by a review, found by where the locks of a fleet on this disk say that the base is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from agentreg.variants.lock import LockEntry, render_lock
from support.cli import Ran, run_cli
from support.projects import repository
from support.repos import build_repo, commit, git
from support.variants import agent, collection

SAME = (
    "../base",
    "../base/",
    "../base/.git",
    "../shop/../base",
    "../link",
    "../linked",
    "../clone",
    "../sibling",
    "../bare.git",
    "../bare",
    "{here}/base",
    "file://{here}/base",
    "file://localhost{here}/%62ase/",
)
OTHERS = (
    "../else",
    "../shop",
    ".",
    "../folder",
    "../none",
    "..//none/../\u0007",
    "//host/base",
    "file://host{here}/base",
    "base::x",
    "https://example.com/a/base",
)
NOWHERE = "d" * 40
FLEET = '[fleet]\nrepositories = ["../shop"]\n'


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base whose fleet is `shop`; around it what is the same repository, and what is not."""
    base = collection(tmp_path / "base")
    git(tmp_path, "clone", "-q", "--bare", "base", "bare.git")
    git(base, "remote", "add", "origin", "../bare.git")
    git(tmp_path, "clone", "-q", str(tmp_path / "bare.git"), "sibling")
    git(tmp_path, "clone", "-q", "base", "clone")
    git(base, "worktree", "add", "-q", "../linked", "v1.1.0")
    (tmp_path / "link").symlink_to("base")
    build_repo(tmp_path / "else", [{"agents/reviewer.md": agent("reviewer")}])
    (tmp_path / "folder").mkdir()
    for place in ("base", "linked", "clone"):
        (tmp_path / place / "agentreg.toml").write_text(FLEET)
    return base


def shop(folder: Path, sources: Iterable[str], *, locked: str = NOWHERE, base: str = "team/reviewer") -> Path:
    """A project with a variant of each source; where it is, `{here}` in a source is the folder around it."""
    entries = [
        LockEntry(
            f"{number}.md", base, "1.1.0", source.format(here=folder.parent), locked, "b" * 40, "f" * 64
        )
        for number, source in enumerate(sources)
    ]
    declared = "".join(f'[[variant]]\npath = "{one.path}"\nbase = "{one.base}"\n' for one in entries)
    return repository(folder, {"agentreg.toml": declared, "agentreg.lock": render_lock(entries)})


def review(folder: Path, *arguments: str) -> Ran:
    return run_cli("-C", folder, "review", "v1.1.0..v2.0.0", *arguments)


def affected(folder: Path, sources: tuple[str, ...]) -> tuple[str, ...]:
    """The sources of the variants that a review names."""
    ran = review(folder, "--json")
    assert (ran.code, ran.err) == (1, "")
    (agent,) = ran.data["agents"]
    paths = [one["path"] for one in agent["affected"]]
    assert agent["affected"] == [
        {"repository": "../shop", "path": path, "version": "1.1.0"} for path in paths
    ]
    return tuple(sources[int(path.removesuffix(".md"))] for path in sorted(paths, key=len))


@pytest.mark.parametrize("place", ["base", "link", "linked", "clone"])
def test_a_base_on_this_disk_is_known_by_whatever_path_leads_to_it(base: Path, place: str) -> None:
    shop(base.parent / "shop", SAME)
    assert affected(base.parent / place, SAME) == SAME


def test_what_is_another_repository_or_none_is_no_base(base: Path, tmp_path: Path) -> None:
    shop(tmp_path / "shop", OTHERS)
    assert affected(base, OTHERS) == ()


def test_where_the_base_cannot_be_found_its_commit_tells(base: Path, tmp_path: Path) -> None:
    shop(tmp_path / "shop", OTHERS, locked=git(base, "rev-parse", "v1.1.0"))
    unknown = {
        "../folder",
        "../none",
        "..//none/../\u0007",
        "//host/base",
        "file://host{here}/base",
        "base::x",
    }
    # An address says nothing either: the base has a path for its origin.
    assert set(affected(base, OTHERS)) == {*unknown, "https://example.com/a/base"}


def test_a_path_says_nothing_where_the_project_is_a_bare_repository(base: Path, tmp_path: Path) -> None:
    shop(tmp_path / "shop", ["../base"])
    git(tmp_path, "clone", "-q", "--bare", "shop", "shop.git")
    (base / "agentreg.toml").write_text('[fleet]\nrepositories = ["../shop.git"]\n')
    assert affected(base, ("../base",)) == ()


def test_a_clone_that_is_cut_off_says_once_that_it_cannot_tell(base: Path, tmp_path: Path) -> None:
    shop(tmp_path / "shop", ["../none", "../gone", "../else"])
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{base}", "cut")
    cut = tmp_path / "cut"
    commit(cut, {"agentreg.toml": FLEET, "agents/reviewer.md": agent("reviewer")})
    ran = run_cli("-C", cut, "review", "HEAD~1..HEAD", "--json")
    assert [one["affected"] for one in ran.data["agents"]] == [[]]
    assert (
        "warning: ../shop/0.md, and 1 more variant: nothing here tells whether that descends from what"
        " changed; this clone is shallow: `git fetch --unshallow --tags`"
    ) in ran.err
    commit(cut, {"agents/planner.md": agent("planner", tools="Read, Bash")})
    assert "nothing here tells" not in run_cli("-C", cut, "review", "HEAD~1..HEAD", "--json").err


def test_all_names_of_one_repository_are_one_source(base: Path, tmp_path: Path) -> None:
    sources = ("https://example.com/a/b",)
    shop(tmp_path / "shop", sources, base="second/reviewer")
    assert affected(base, sources) == ()
    named = (
        '[[source]]\nname = "first"\nlocation = "."\n[[source]]\nname = "Second"\nlocation = "../bare.git"\n'
    )
    (base / "agentreg.toml").write_text(named + FLEET)
    (told,) = review(base, "--json").data["agents"]
    assert [one["path"] for one in told["affected"]] == ["0.md"]


@pytest.mark.parametrize(
    ("format_", "told"),
    [
        ("text", "affects 1 variant in 1 repository: ../shop/0.md at 1.1.0\n"),
        ("markdown", "Affects 1 variant in 1 repository: `../shop/0.md at 1.1.0`.\n"),
        ("html", "<summary>variants that descend from it (1)</summary>"),
        ("json", '"path": "0.md"'),
    ],
)
def test_every_report_names_who_is_affected(base: Path, tmp_path: Path, format_: str, told: str) -> None:
    shop(tmp_path / "shop", ["../base"])
    assert told in review(base, "-f", format_).out


def test_what_a_clone_of_a_clone_came_from_is_its_base_too(base: Path, tmp_path: Path) -> None:
    sources = ("git@Example.com:a/Base.git", "https://example.com/a/base/", "https://example.com/b/base")
    git(tmp_path / "bare.git", "remote", "set-url", "origin", "https://example.com/a/base")
    shop(tmp_path / "shop", sources)
    assert affected(base, sources) == sources[:2]
    assert affected(tmp_path / "clone", sources) == sources[:2]
