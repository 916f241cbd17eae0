from __future__ import annotations

from pathlib import Path

import pytest

from support.cli import run_cli
from support.projects import bytes_below, write_files
from support.repos import commit, git
from support.variants import REVIEWER, agent, edit, project, tracked


@pytest.fixture
def shop(tmp_path: Path, team: Path) -> Path:
    return project(tmp_path / "shop", team)


def holds(folder: Path) -> list[tuple[str, str]]:
    done = run_cli("-C", folder, "why", REVIEWER, "--json")
    assert done.code == 0
    return [(one["by"], one["message"]) for one in done.data["holds"]]


def test_a_variant_is_explained_on_one_screen(shop: Path, team: Path) -> None:
    tracked(shop, "reviewer@1.0.0", "--range", "^1")
    edit(shop, REVIEWER, "sonnet", "opus")
    edit(shop, REVIEWER, "brief", "short")
    first, second, third = (git(team, "rev-parse", f"v{name}")[:10] for name in ("1.0.0", "1.1.0", "2.0.0"))
    before = bytes_below(shop)
    done = run_cli("-C", shop, "why", REVIEWER)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"{REVIEWER}  diverged 1",
        "  follows  team/reviewer ^1",
        f"  locked   1.0.0 ({first})",
        f"  allowed  1.1.0 ({second})",
        f"  latest   2.0.0 ({third})",
        "  held by  range: ^1 does not allow 2.0.0",
        "  edits    model sonnet -> opus",
        "           content edited",
    ]
    assert bytes_below(shop) == before


def test_what_is_as_its_base_and_up_to_date_is_held_by_nothing(shop: Path) -> None:
    tracked(shop, "reviewer")
    done = run_cli("-C", shop, "why", REVIEWER)
    assert done.out.splitlines()[0] == f"{REVIEWER}  current"
    assert done.out.splitlines()[-1] == "  edits    none"
    assert holds(shop) == []


def test_rights_that_it_would_gain_hold_a_variant_back(shop: Path) -> None:
    tracked(shop, "reviewer@1.1.0", "--range", "*")
    assert {by for by, _ in holds(shop)} == {"widening"}


@pytest.mark.parametrize(
    ("owned", "news", "expected"),
    [
        ("model", agent("reviewer", model="haiku"), [("owned", "model stays ours: sonnet -> haiku there")]),
        (
            "color",
            agent("reviewer").replace("tools:", "color: red\ntools:"),
            [("owned", "color stays ours: nothing -> red there")],
        ),
        ("body", agent("reviewer", steps=("Wait.",)), [("owned", "body stays ours: the base has another")]),
        ("model", agent("reviewer", steps=("Wait.",)), []),
    ],
)
def test_an_owned_field_holds_back_what_the_base_changed_in_it(
    shop: Path, team: Path, owned: str, news: str, expected: list[tuple[str, str]]
) -> None:
    commit(team, {"agents/reviewer.md": agent("reviewer")})
    assert run_cli("-C", shop, "index").code == 0
    tracked(shop, "reviewer", "--owned", owned)
    commit(team, {"agents/reviewer.md": news})
    assert run_cli("-C", shop, "index").code == 0
    assert holds(shop) == expected


def test_conflicts_are_named(shop: Path) -> None:
    tracked(shop, "reviewer@1.0.0", "--range", "^1")
    edit(shop, REVIEWER, "1. Read the change.\n2.", "1. Read the change.\n2. Skip the tests.\n3.")
    assert [by for by, _ in holds(shop)] == ["range", "conflict"]


def test_what_a_renamed_base_is_called_now_is_told(shop: Path, team: Path) -> None:
    tracked(shop, "reviewer")
    text = (team / "agents/reviewer.md").read_text().replace("name: reviewer", "name: critic")
    commit(team, {"agents/reviewer.md": None, "agents/critic.md": text})
    assert run_cli("-C", shop, "index").code == 0
    done = run_cli("-C", shop, "why", REVIEWER)
    assert done.out.splitlines()[1] == "  follows  team/reviewer *, called team/critic now"


def test_a_file_that_is_not_there_says_so(shop: Path) -> None:
    tracked(shop, "reviewer@1.0.0")
    commit(shop, {REVIEWER: None})
    assert holds(shop)[-1] == ("held", "the file is not there")


def test_a_variant_whose_base_cannot_be_read_is_a_failure(shop: Path) -> None:
    tracked(shop, "reviewer")
    lock = (shop / "agentreg.lock").read_text()
    write_files(shop, {"agentreg.lock": lock.partition("[[variant]]")[0]})
    done = run_cli("-C", shop, "why", REVIEWER)
    assert done.code == 3
    assert "no base of team/reviewer is locked" in done.out


def test_a_file_that_is_no_variant_is_refused_with_how_to_make_it_one(shop: Path) -> None:
    (shop / "docs").mkdir()
    done = run_cli("-C", shop / "docs", "why", "r.md")
    assert done.code == 2
    assert done.err.splitlines() == [
        "agentreg: docs/r.md is no variant",
        "hint: `agentreg adopt docs/r.md --from SOURCE` makes it one",
    ]


def test_what_is_wrong_with_a_variant_is_told_once(shop: Path) -> None:
    tracked(shop, "reviewer@1.0.0")
    (shop / "agentreg.lock").unlink()
    done = run_cli("-C", shop, "why", REVIEWER)
    assert (done.code, done.out.count("no base of team/reviewer is locked")) == (3, 1)
    assert "held by" not in done.out
