from __future__ import annotations

from pathlib import Path

import pytest

from agentreg.config.values import VariantConfig
from agentreg.errors import ReadError
from agentreg.report.drift import (
    ROW_HEADERS,
    WEIGHTIEST_FIRST,
    Group,
    cell_drift,
    cell_word,
    drift_data,
    drift_matrix,
    drift_rows,
    drift_word,
    grouped,
    notes,
    summary,
    tally,
)
from agentreg.report.drift_types import LockedData, ProjectData, VariantData
from agentreg.sync.pending import Asked, Pending
from agentreg.sync.waiting import Waiting
from agentreg.variants.drift import Drift
from agentreg.variants.manifest import Variant
from agentreg.variants.standing import Standing
from agentreg.variants.survey import Survey
from support.drifts import standing

LET_GO = "the next sync that writes drops its entry; to follow on, restore its [[variant]] block"


@pytest.mark.parametrize(
    ("drift", "behind", "word"),
    [
        (Drift.CURRENT, 0, "current"),
        (Drift.BEHIND, 3, "behind 3"),
        (Drift.DIVERGED, 1, "diverged 1"),
        (Drift.BEHIND, None, "behind"),
    ],
)
def test_a_drift_is_a_word_and_how_far(drift: Drift, behind: int | None, word: str) -> None:
    assert drift_word(standing("team/a", drift, behind)) == word


def test_a_row_names_revisions_by_version_or_commit() -> None:
    unread = Standing(Variant(VariantConfig("b.md", "x/b"), None), Drift.UNREADABLE)
    rows = drift_rows([standing("team/a", Drift.BEHIND, 2), unread])
    assert ROW_HEADERS == ("variant", "base", "drift", "locked", "newest")
    assert rows == [
        ("agents/a.md", "team/a", "behind 2", "1.0.0", "d" * 10),
        ("b.md", "x/b", "unreadable", "-", "-"),
    ]


SURVEYS = (
    Survey("shop", None, (standing("team/a", Drift.BEHIND, 2), standing("team/a", Drift.CURRENT))),
    Survey("blog", None, (standing("team/b", Drift.MODIFIED), standing("other/b", Drift.CURRENT))),
    Survey("gone", error=ReadError("gone: there is no such folder")),
)


def test_a_matrix_has_a_row_per_project_and_a_column_per_base() -> None:
    bases, rows = drift_matrix(SURVEYS)
    assert bases == ("other/b", "a", "team/b")
    assert [(row.survey.name, *(cell_word(row, cell) for cell in row.cells)) for row in rows] == [
        ("shop", "-", "behind 2, current", "-"),
        ("blog", "current", "-", "modified"),
        ("gone", "?", "?", "?"),
    ]
    assert [cell_drift(cell) for cell in rows[0].cells] == [None, Drift.BEHIND, None]


def test_every_drift_has_its_weight() -> None:
    assert sorted(WEIGHTIEST_FIRST) == sorted(Drift)


def test_bases_are_grouped_by_drift_and_those_furthest_behind_come_first() -> None:
    standings = (
        standing("team/a", Drift.CURRENT),
        standing("team/b", Drift.BEHIND, 2),
        standing("team/c", Drift.MISSING),
        standing("team/d", Drift.BEHIND, None),
        standing("team/e", Drift.BEHIND, 7),
    )
    matrix = drift_matrix([Survey("shop", None, standings)])
    assert grouped(matrix.rows[0], matrix.bases) == [
        Group(Drift.MISSING, (("c", 0),)),
        Group(Drift.BEHIND, (("e", 7), ("b", 2), ("d", 0))),
        Group(Drift.CURRENT, (("a", 0),)),
    ]


@pytest.mark.parametrize(
    ("surveys", "said"),
    [
        (SURVEYS, "3 repositories (1 could not be read), 4 variants: 1 behind, 1 modified, 2 current"),
        (SURVEYS[:1], "1 repository, 2 variants: 1 behind, 1 current"),
        ((Survey("shop", None, (standing("team/a", Drift.CURRENT),)),), "1 repository, 1 variant: 1 current"),
        ((), "0 repositories, 0 variants"),
    ],
)
def test_a_summary_counts_projects_and_drifts(surveys: tuple[Survey, ...], said: str) -> None:
    assert summary(surveys) == said


def test_a_tally_has_the_weightiest_first() -> None:
    assert list(tally(SURVEYS).items()) == [(Drift.BEHIND, 1), (Drift.MODIFIED, 1), (Drift.CURRENT, 2)]


@pytest.mark.parametrize(
    ("survey", "said"),
    [
        (Survey("shop", None, (standing("team/a", Drift.BEHIND, 2),)), []),
        (
            Survey("shop", None, (standing("team/a", Drift.RENAMED)._replace(renamed="team/b"),)),
            ["agents/a.md: team/a is team/b now: write base = 'team/b' in its [[variant]] block"],
        ),
        (
            Survey(
                "shop", None, (standing("team/a", Drift.ORPHANED)._replace(trouble="it is gone"),), ("z.md",)
            ),
            ["agents/a.md: it is gone", f"z.md is locked, and no variant any more: {LET_GO}"],
        ),
        (Survey("shop"), ["no variants"]),
    ],
)
def test_what_else_is_to_be_known_is_said_in_sentences(survey: Survey, said: list[str]) -> None:
    assert notes(survey) == said


def test_data_holds_both_revisions_and_every_error() -> None:
    file = Path("conflicts/r.md")
    pending = Pending("r.md", "a", "b", 0, "c", file, Asked("agentreg/sync"))
    found, gone = drift_data(
        [
            (
                Survey("shop", None, (standing("team/a", Drift.BEHIND, 2),), ("old.md",), ("agentreg.lock",)),
                Waiting("agentreg/sync", (pending,)),
            ),
            (Survey("gone", error=ReadError("no such folder")), Waiting()),
        ]
    )["repositories"]
    assert found == {
        "repository": "shop",
        "error": None,
        "variants": [
            {
                "path": "agents/a.md",
                "base": "team/a",
                "range": "*",
                "drift": "behind",
                "behind": 2,
                "locked": {"version": "1.0.0", "commit": "a" * 40, "blob": "b" * 40},
                "newest": {"version": "", "commit": "d" * 40, "blob": "e" * 40},
                "renamed": "",
                "trouble": "",
                "idle_owned": [],
                "unresolved": False,
            }
        ],
        "stale": ["old.md"],
        "uncommitted": ["agentreg.lock"],
        "branch": "agentreg/sync",
        "conflicts": [{"path": "r.md", "file": str(file), "answer": "open"}],
    }
    assert gone == {
        "repository": "gone",
        "error": "no such folder",
        "variants": [],
        "stale": [],
        "uncommitted": [],
        "branch": "",
        "conflicts": [],
    }


def test_what_is_documented_of_the_data_is_what_it_holds() -> None:
    survey = Survey("shop", None, (standing("team/a", Drift.BEHIND, 2),))
    (found,) = drift_data([(survey, Waiting())])["repositories"]
    (variant,) = found["variants"]
    assert list(found) == list(ProjectData.__annotations__)
    assert list(variant) == list(VariantData.__annotations__)
    assert variant["locked"] is not None
    assert list(variant["locked"]) == list(LockedData.__annotations__)
