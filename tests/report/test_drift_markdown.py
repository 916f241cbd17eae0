from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from agentreg.errors import ReadError
from agentreg.report.drift_markdown import MOST_CHARACTERS, MOST_COLUMNS, render_drift_markdown
from agentreg.variants.drift import Drift
from agentreg.variants.survey import Survey
from support.drifts import standing

SHOP = Survey("shop", None, (standing("team/a", Drift.BEHIND, 2), standing("team/b", Drift.CURRENT)))
GONE = Survey("gone", error=ReadError("gone: there is no such folder"))

PAGE = """\
## Agent drift

2 repositories (1 could not be read), 2 variants: 1 behind, 1 current.

| repository | `a` | `b` |
|---|---|---|
| `shop` | behind 2 | current |
| `gone` | ? | ? |

### To look at

- `shop`: `agents/a.md` of `team/a`: behind 2, `1.0.0` to `dddddddddd`
- `gone`: `gone: there is no such folder`
"""


def test_a_page_is_a_table_and_what_needs_somebody() -> None:
    assert render_drift_markdown((SHOP, GONE)) == PAGE


def test_where_all_is_well_there_is_nothing_to_look_at() -> None:
    page = render_drift_markdown((Survey("shop", None, (standing("team/a", Drift.MODIFIED),)),))
    assert page.splitlines()[-1] == "| `shop` | modified |"


def test_many_bases_are_told_project_by_project() -> None:
    many = tuple(standing(f"team/{number}", Drift.CURRENT) for number in range(MOST_COLUMNS))
    news = (standing("team/x", Drift.BEHIND, 1), standing("team/y", Drift.BEHIND, None))
    page = render_drift_markdown((Survey("shop", None, many + news), GONE))
    assert page.splitlines()[4:8] == [
        "| repository | drift |",
        "|---|---|",
        f"| `shop` | behind: `x` 1, `y`; {MOST_COLUMNS} current |",
        "| `gone` | ? |",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "a|b",
        "`",
        "``x",
        "@everyone",
        "![x](https://example.com/x.png)",
        "<img src=x>",
        "/merge",
        "a\n# b",
        "#1",
    ],
)
def test_no_name_breaks_out_of_its_place(name: str) -> None:
    surveys = (
        Survey(name, None, (standing(f"team/{name}", Drift.MISSING),)),
        Survey(name, error=ReadError(name)),
    )
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(render_drift_markdown(surveys))
    inner = [child.type for token in tokens for child in token.children or ()]
    assert set(inner) <= {"text", "code_inline", "softbreak"}
    assert sum(1 for token in tokens if token.type == "tr_open") == 3
    assert sum(1 for token in tokens if token.type == "td_open") == 4
    assert sum(1 for token in tokens if token.type == "heading_open") == 2


def test_what_does_not_fit_is_counted() -> None:
    surveys = tuple(SHOP._replace(name=f"shop-{number}" + "x" * 50) for number in range(600))
    page = render_drift_markdown(surveys)
    *shown, _, last = page.splitlines()
    assert len(page) <= MOST_CHARACTERS
    assert last == f"{6 + 600 + 3 + 600 - len(shown)} more lines do not fit here."
