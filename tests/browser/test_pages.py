"""Our pages in a real browser: they log and ask for nothing, are for everyone, and keys are enough."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from agentreg.errors import ReadError
from agentreg.report.drift_html import render_drift_html
from agentreg.report.review_html import render_html
from agentreg.review.additions import Affected
from agentreg.review.values import Gap, Review, Scope
from agentreg.variants.drift import Drift
from agentreg.variants.survey import Survey
from support.browser import AXE, Tab, browser, find_browser
from support.drifts import standing
from support.payloads import BEFORE, PAYLOADS, PLACES
from support.reviews import full_review, review_of

PROGRAM = find_browser()
pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason="needs Chromium or Chrome on the PATH"),
    # A browser that starts on a busy machine takes its time.
    pytest.mark.timeout(300),
]

needs_axe = pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: run `make tools`")

WIDTHS, COLOURS = (1280, 390), (False, True)


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    assert PROGRAM
    # The browser may still write into its profile when it is told to end.
    profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with profile as folder, browser(PROGRAM, Path(folder)) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    review = full_review()
    (agent,) = review.agents
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(render_html(review._replace(agents=(agent, agent._replace(name="second")))), "utf-8")
    return path


@pytest.fixture(scope="module")
def drift_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    standings = (standing(f"team/{place}", drift, place) for place, drift in enumerate(Drift))
    surveys = (Survey("shop", None, tuple(standings)), Survey("gone", error=ReadError("gone: not there")))
    path = tmp_path_factory.mktemp("drift") / "drift.html"
    path.write_text(render_drift_html(surveys), "utf-8")
    return path


def focused(tab: Tab) -> str:
    text: str = tab.run("document.activeElement.textContent.replace(/\\s+/g, ' ').trim()")
    return text


@pytest.mark.parametrize("dark", COLOURS, ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_logged_asked_for_or_wider_than_the_screen(
    tab: Tab, page: Path, drift_page: Path, width: int, dark: bool
) -> None:
    for path in (page, drift_page):
        tab.load(path, width=width, dark=dark)
        # `innerWidth` grows with what is too wide.
        assert tab.run("document.documentElement.scrollWidth") <= width
        assert tab.complaints == []
        assert tab.requests == [path.as_uri()]


def test_a_word_that_is_longer_than_a_phone_is_wide_is_wrapped(tab: Tab, tmp_path: Path) -> None:
    word = "6b7a8832e8e538c0" * 8
    review = full_review()
    (agent,) = review.agents
    copied = agent._replace(name=word, affected=(Affected(word, word, word),))
    scope = Scope(f"{word}^", word, command=f"agentreg review {word}^..{word}", where=f"at {word}")
    path = tmp_path / "long.html"
    long = review._replace(agents=(copied,), scope=scope, gaps=(Gap(word, word, hint=word),))
    path.write_text(render_html(long), "utf-8")
    tab.load(path, width=390)
    for is_open in ("false", "true"):
        tab.run(f"for (const part of document.querySelectorAll('details')) part.open = {is_open}")
        assert tab.run("document.documentElement.scrollWidth") <= 390


@needs_axe
@pytest.mark.parametrize("dark", COLOURS, ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(tab: Tab, page: Path, width: int, dark: bool) -> None:
    tab.load(page, width=width, dark=dark)
    tab.run("for (const part of document.querySelectorAll('details')) part.open = true")
    tab.run(AXE.read_text(encoding="utf-8"))
    found = tab.run(
        "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
    )
    assert found == []


def test_keys_lead_from_finding_to_finding_and_fold(tab: Tab, page: Path) -> None:
    tab.load(page)
    stops = []
    for _ in range(5):
        tab.press("j")
        stops.append(focused(tab).split()[1])
    assert stops == ["auditor", "permissions-were-gained", "tool-was-granted", "step-was-added", "second"]
    tab.press("k")
    assert "step-was-added" in focused(tab)
    tab.press("Enter")
    assert tab.run("document.activeElement.parentElement.open")
    tab.press("ArrowUp")
    assert "tool-was-granted" in focused(tab)
    assert tab.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_what_is_folded_is_skipped(tab: Tab, page: Path) -> None:
    tab.load(page)
    tab.press("j")
    tab.press("Enter")
    tab.press("j")
    assert "second" in focused(tab)


def test_the_filter_is_a_key_away_and_says_what_is_left(tab: Tab, page: Path) -> None:
    tab.load(page)
    tab.press("/")
    for key in "granted":
        tab.press(key)
    shown = "[...document.querySelectorAll('.finding')].filter((one) => one.checkVisibility()).length"
    assert tab.run(shown) == 2
    assert tab.run("document.querySelector('output').textContent") == "2 of 6 findings"
    tab.press("Escape")
    tab.press("j")
    tab.press("j")
    assert "tool-was-granted" in focused(tab)
    tab.run("document.querySelector('[value=high]').click()")
    tab.run("document.querySelector('[type=search]').value = 'second'")
    tab.run("document.querySelector('.filter').dispatchEvent(new Event('input'))")
    assert tab.run("document.querySelector('output').textContent") == "2 of 6 findings"
    assert tab.run("document.querySelector('#a1').hidden")


def test_tab_reaches_the_content_and_every_finding_also_without_script(tab: Tab, page: Path) -> None:
    tab.load(page, script=False)
    tab.press("Tab")
    assert focused(tab) == "Skip to the content"
    place = "[...document.querySelectorAll('.finding > summary')].indexOf(document.activeElement)"
    reached = set()
    for _ in range(40):
        tab.press("Tab")
        reached.add(tab.run(place))
    assert reached == {-1, *range(6)}
    assert tab.run("getComputedStyle(document.querySelector('.filter')).display") == "none"
    assert tab.run("getComputedStyle(document.querySelector('.keys')).display") == "none"


def test_a_link_leads_into_what_is_folded(tab: Tab, page: Path) -> None:
    tab.load(page)
    tab.run("document.querySelector('[value=close]').click()")
    tab.run("location.hash = '#a2-now-13'")
    assert tab.run("new Promise((done) => setTimeout(() => done(document.querySelector('#a2').open), 50))")


def test_no_payload_runs_or_leads_anywhere(tab: Tab, tmp_path: Path) -> None:
    agents = [
        agent
        for name, payload in PAYLOADS.items()
        if name != "long line"
        for place in PLACES.values()
        for agent in review_of(BEFORE, *place(payload)).agents
    ]
    path = tmp_path / "hostile.html"
    path.write_text(render_html(Review(tuple(agents))), "utf-8")
    tab.load(path)
    assert tab.complaints == []
    assert tab.requests == [path.as_uri()]
    assert tab.run("[...document.scripts].length") == 1
    assert tab.run("[...document.querySelectorAll('img, iframe, base, form[action]')].length") == 0
