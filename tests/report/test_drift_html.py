from __future__ import annotations

import pytest

from agentreg.errors import ReadError
from agentreg.report.drift_html import _CLASSES, render_drift_html
from agentreg.variants.drift import Drift
from agentreg.variants.survey import Survey
from support.drifts import standing
from support.html import Page, source

SHOP = Survey("shop", None, (standing("team/a", Drift.BEHIND, 2), standing("team/b", Drift.CURRENT)))
GONE = Survey("gone", error=ReadError("gone: there is no such folder", hint="look again"))

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><base href=https://example.com>",
    "'-->]]>&lt;b&gt;",
    "\u202egnp.x\x1b]8;;https://example.com\x07",
)


def test_a_page_shows_the_matrix_then_what_needs_somebody() -> None:
    texts = [text.strip() for text in Page(render_drift_html((SHOP, GONE))).texts]
    shown = [text for text in texts if text]
    assert shown == [
        *("Agent drift", "Skip to the content", "Agent drift"),
        "2 repositories (1 could not be read), 2 variants",
        *("1", "behind", "1", "current", "repository", "a", "b"),
        *("shop", "1 current", "behind 2", "current", "gone", "could not be read", "To look at"),
        *("shop", "1 behind", ",", "1 current", "variant", "base", "drift", "locked", "newest"),
        *("agents/a.md", "team/a", "behind 2", "1.0.0", "d" * 10),
        *("agents/a.md", "team/b", "current", "1.0.0", "d" * 10),
        *("gone", "gone: there is no such folder (look again)"),
    ]


def test_one_repository_of_many_variants_is_a_row_for_each() -> None:
    many = (
        standing("team/a", Drift.BEHIND, 2),
        standing("team/b", Drift.CURRENT),
        standing("team/c", Drift.MISSING),
    )
    page = render_drift_html((Survey("shop", None, many),))
    matrix = page[page.index("<table") : page.index("</table>")]
    shown = [text for text in Page(matrix + "</table>").texts if text.strip()]
    assert shown == ["base", "shop", "a", "behind 2", "b", "current", "c", "missing"]
    assert matrix.count("<tr") == 4
    assert matrix.count('<tr class="calm">') == 1


def test_what_could_not_be_read_is_told_in_a_turned_matrix_too() -> None:
    many = tuple(standing(f"team/{name}", Drift.CURRENT) for name in "abc")
    page = render_drift_html((Survey("shop", None, many), GONE))
    assert page.count('<td class="bad" data-label="gone"><span>?</span></td>') == 3
    assert page.count('<tr class="calm">') == 0


def test_where_all_is_well_the_page_says_so() -> None:
    page = render_drift_html((Survey("shop", None, (standing("team/a", Drift.CURRENT),)),))
    assert "<p>Nothing needs you.</p>" in page


def test_every_drift_has_a_colour() -> None:
    assert set(_CLASSES) == set(Drift)


def test_the_policy_allows_the_one_style_and_nothing_else() -> None:
    page = Page(render_drift_html((SHOP,)))
    style = source(page.raw["style"])
    assert page.policy == f"default-src 'none'; style-src {style}; base-uri 'none'; form-action 'none'"
    assert "script" not in page.raw
    assert "url(" not in page.raw["style"]
    assert "@import" not in page.raw["style"]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_markup_or_hides(name: str) -> None:
    plain, page = (Page(render_drift_html(_named(text))) for text in ("x", name))
    assert page.problems == []
    marked = [tag for tag in page.tags if tag[1].get("class") != "unseen"]
    assert [tag for tag, _ in marked] == [tag for tag, _ in plain.tags]
    assert [sorted(attributes) for _, attributes in marked] == [sorted(one) for _, one in plain.tags]
    assert not any(char in page.text for char in "\u202e\x1b\x07")


def _named(name: str) -> tuple[Survey, ...]:
    bad = standing(f"team/{name}", Drift.ORPHANED)._replace(trouble=name, renamed=name)
    return (Survey(name, None, (bad,), (name,)), Survey(name, error=ReadError(name, hint=name)))
