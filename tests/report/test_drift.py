from __future__ import annotations

import pytest

from agentreg.config.values import VariantConfig
from agentreg.errors import ReadError
from agentreg.report.drift import ROW_HEADERS, drift_data, drift_matrix, drift_rows, drift_word, notes
from agentreg.variants.drift import Drift
from agentreg.variants.lock import LockEntry
from agentreg.variants.manifest import Variant
from agentreg.variants.standing import Base, Standing
from agentreg.variants.survey import Survey


def standing(base: str, drift: Drift, behind: int | None = 0) -> Standing:
    locked = LockEntry("agents/a.md", base, "1.0.0", "../team", "a" * 40, "b" * 40, "c" * 64)
    newest = Base(b"", "agents/a.md", "", "../team", "d" * 40, "e" * 40)
    return Standing(Variant(VariantConfig("agents/a.md", base), locked), drift, b"", newest, b"", behind)


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


def test_a_matrix_has_a_row_per_project_and_a_column_per_base() -> None:
    surveys = (
        Survey("shop", None, (standing("team/a", Drift.BEHIND, 2), standing("team/a", Drift.CURRENT))),
        Survey("blog", None, (standing("team/b", Drift.MODIFIED), standing("other/b", Drift.CURRENT))),
        Survey("gone", error=ReadError("gone: there is no such folder")),
    )
    assert drift_matrix(surveys) == (
        ("repository", "other/b", "a", "team/b"),
        [
            ("shop", "-", "behind 2, current", "-"),
            ("blog", "current", "-", "modified"),
            ("gone", "?", "?", "?"),
        ],
    )


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
            ["agents/a.md: it is gone", "z.md is locked, but no variant any more"],
        ),
        (Survey("shop"), ["no variants"]),
    ],
)
def test_what_else_is_to_be_known_is_said_in_sentences(survey: Survey, said: list[str]) -> None:
    assert notes(survey) == said


def test_data_holds_both_revisions_and_every_error() -> None:
    found, gone = drift_data(
        [
            Survey("shop", None, (standing("team/a", Drift.BEHIND, 2),), ("old.md",)),
            Survey("gone", error=ReadError("no such folder")),
        ]
    )
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
            }
        ],
        "stale": ["old.md"],
    }
    assert gone == {"repository": "gone", "error": "no such folder", "variants": [], "stale": []}
