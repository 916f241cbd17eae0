from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import cells, run_cli
from support.projects import bytes_below, write_files
from support.repos import commit, git
from support.variants import PLANNER, REVIEWER, edit, project, tracked

HEADERS = ["variant", "base", "locked", "allowed", "latest"]


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    folder = project(tmp_path / "shop", team)
    tracked(folder, "planner")
    return folder


@pytest.mark.parametrize(
    ("reference", "followed", "row"),
    [
        ("reviewer@1.0.0", "^1", ["1.0.0", "1.1.0", "2.0.0"]),
        ("reviewer@1.0.0", "*", ["1.0.0", "2.0.0", "2.0.0"]),
        ("reviewer@1.1.0", "^1", ["1.1.0", "1.1.0", "2.0.0"]),
        ("reviewer@2.0.0", "*", None),
    ],
)
def test_what_has_a_newer_base_is_listed_whether_or_not_its_range_allows_it(
    shop: Path, reference: str, followed: str, row: list[str] | None
) -> None:
    tracked(shop, reference, "--range", followed)
    edit(shop, REVIEWER, "brief", "short")
    done = run_cli("-C", shop, "outdated")
    assert (done.code, done.err) == (0, "")
    assert cells(done.out) == ([HEADERS, [REVIEWER, "team/reviewer", *row]] if row else [])
    assert run_cli("-C", shop, "outdated", "--check").code == (1 if row else 0)


def test_over_several_projects_each_row_names_its_own(shop: Path, tmp_path: Path, team: Path) -> None:
    tracked(shop, "reviewer@1.0.0")
    other = project(tmp_path / "blog", team)
    tracked(other, "reviewer@1.1.0", "agents/r.md")
    done = run_cli("-C", shop, "outdated", ".", "../blog", "../absent")
    assert done.code == 3
    assert done.err == "agentreg: ../absent: there is no such folder\n"
    assert cells(done.out) == [
        ["repository", *HEADERS],
        [".", REVIEWER, "team/reviewer", "1.0.0", "1.1.0", "2.0.0"],
        ["../blog", "agents/r.md", "team/reviewer", "1.1.0", "1.1.0", "2.0.0"],
    ]


def test_what_cannot_be_read_never_passes_for_up_to_date(shop: Path) -> None:
    lock = (shop / "agentreg.lock").read_text()
    write_files(shop, {"agentreg.lock": lock.partition("[[variant]]")[0]})
    done = run_cli("-C", shop, "outdated")
    assert (done.code, done.out) == (3, "")
    assert f"{PLANNER}: no base of team/planner is locked" in done.err
    told = run_cli("-C", shop, "outdated", "--json").data["repositories"]
    assert [(one["variants"], len(one["notes"])) for one in told] == [([], 1)]


def test_a_base_that_is_gone_is_told_and_no_failure(shop: Path, team: Path) -> None:
    commit(team, {"agents/planner.md": None})
    assert run_cli("-C", shop, "index").code == 0
    done = run_cli("-C", shop, "outdated", "--check")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"shop: {PLANNER}: team/planner is gone from its source\n"


def test_a_base_that_was_renamed_is_followed_and_its_new_name_told(shop: Path, team: Path) -> None:
    text = (team / "agents/planner.md").read_text().replace("name: planner", "name: architect")
    commit(team, {"agents/planner.md": None, "design/architect.md": text})
    assert run_cli("-C", shop, "index").code == 0
    done = run_cli("-C", shop, "outdated")
    assert [row[:3] for row in cells(done.out)[1:]] == [[PLANNER, "team/planner", "2.0.0"]]
    assert done.err.startswith(f"shop: {PLANNER}: team/planner is team/architect now")


def test_json_tells_all_three_revisions(shop: Path, team: Path) -> None:
    tracked(shop, "reviewer@1.0.0")
    before = bytes_below(shop)
    done = run_cli("-C", shop, "outdated", "--json")
    (found,) = done.data["repositories"][0]["variants"]
    told = {key: found[key]["version"] for key in ("locked", "newest", "latest")}
    assert told == {"locked": "1.0.0", "newest": "1.1.0", "latest": "2.0.0"}
    assert found["latest"]["commit"] == git(team, "rev-parse", "v2.0.0")
    assert bytes_below(shop) == before
