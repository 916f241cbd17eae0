from __future__ import annotations

import pytest

from agentreg.errors import ReadError
from agentreg.report.columns import width
from agentreg.report.drift import drift_matrix
from agentreg.report.drift_text import LABELS, render_drift
from agentreg.report.labels import Label, Piece
from agentreg.variants.drift import Drift
from agentreg.variants.survey import Survey
from support.drifts import standing

SURVEYS = (
    Survey(
        "shop",
        None,
        (
            standing("team/a", Drift.BEHIND, 2),
            standing("team/b", Drift.DIVERGED, 1),
            standing("team/c", Drift.CURRENT),
        ),
    ),
    Survey("blog", None, (standing("team/a", Drift.CURRENT), standing("team/b", Drift.MODIFIED))),
    Survey("gone", error=ReadError("gone: there is no such folder")),
    Survey("empty"),
)

MATRIX = """\
repository  a         b           c
shop        behind 2  diverged 1  current
blog        current   modified    -
gone        ?         ?           ?
empty       -         -           -
"""

TURNED = """\
base  s         b
a     behind 2  current
b     -         modified
c     behind 1  current
"""

GROUPS = """\
shop   diverged  b 1
       behind    a 2
       1 current
blog   1 modified, 1 current
gone   could not be read
empty  -
"""

NAMES_ALONE = """\
shop
  diverged  b 1
  behind    a 2
  1 current
blog
  1 modified, 1 current
gone
  could not be read
empty
  -
"""


def shown(surveys: tuple[Survey, ...], room: int | None) -> str:
    lines = render_drift(drift_matrix(surveys), room)
    return "".join("".join(piece.text for piece in line).rstrip() + "\n" for line in lines)


@pytest.mark.parametrize(
    ("room", "text"), [(None, MATRIX), (41, MATRIX), (38, GROUPS), (15, GROUPS), (14, NAMES_ALONE)]
)
def test_what_fits_is_a_matrix_and_the_rest_is_told_project_by_project(room: int | None, text: str) -> None:
    assert shown(SURVEYS, room) == text


def test_few_projects_with_many_bases_are_a_matrix_turned_around() -> None:
    ours = (standing("team/a", Drift.BEHIND, 2), standing("team/c", Drift.BEHIND, 1))
    theirs = [("a", Drift.CURRENT), ("b", Drift.MODIFIED), ("c", Drift.CURRENT)]
    surveys = (
        Survey("s", None, ours),
        Survey("b", None, tuple(standing(f"team/{name}", drift) for name, drift in theirs)),
    )
    assert shown(surveys, 26) == TURNED


def test_every_drift_has_a_colour_and_blanks_have_none() -> None:
    assert set(LABELS) == set(Drift)
    first = list(render_drift(drift_matrix(SURVEYS), None))[1]
    assert first[:4] == (
        Piece("shop"),
        Piece(" " * 8),
        Piece("behind 2", LABELS[Drift.BEHIND]),
        Piece("  "),
    )
    assert first[-1] == Piece("current", Label.OK)


def test_a_name_is_as_wide_as_it_is_shown() -> None:
    surveys = (Survey("s\x1b[2J", None, (standing("team/a", Drift.CURRENT),)), Survey("\u5e97"))
    header, *rows = (
        ("".join(piece.text for piece in line)) for line in render_drift(drift_matrix(surveys), None)
    )
    assert {width(row[: row.index(last)]) for row, last in zip(rows, ("current", "-"), strict=True)} == {
        header.index("a", len("repository"))
    }
    assert "\x1b" not in rows[0]
