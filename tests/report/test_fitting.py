"""A comment of limited length names every agent, in full or in a list, and counts what neither holds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from agentreg.report.comment import render_comment
from agentreg.report.fitting import ENOUGH, fitting
from agentreg.report.markdown import render_markdown
from agentreg.report.markdown_text import MOST_CHARACTERS
from agentreg.report.page import Detail
from agentreg.review.values import AgentReview, Review
from agentreg.rules.finding import Severity
from support.reviews import AFTER, BEFORE, review_of

SEVERITIES = (Severity.HIGH, Severity.MEDIUM, None)


def agents(count: int) -> list[AgentReview]:
    """As many agents of each of `SEVERITIES`, the most serious first."""
    (one,) = review_of(BEFORE, AFTER).agents
    found = {severity: tuple(f for f in one.findings if f.severity is severity) for severity in SEVERITIES}
    assert all(found[severity] for severity in SEVERITIES[:2])
    return [
        one._replace(name=f"{severity or 'none'}-{n}", findings=found[severity])
        for severity in SEVERITIES
        for n in range(count)
    ]


def test_what_does_not_fit_is_named_the_most_serious_first() -> None:
    groups = [(one,) for one in agents(2)]
    parts = list(fitting(groups, [lambda group: f"{group[0].name} in full".ljust(500)], 1800))
    shown = [part.split()[0] for part in parts if part.endswith("   ")]
    assert shown == ["high-0", "high-1"]
    assert parts[len(shown) :] == [
        "**4 more changed agents beyond what fits here; `-f html` shows all**\n",
        "<details><summary>names</summary>\n",
        "- medium: `medium-0`, `medium-1`",
        "- no finding: `none-0`, `none-1`",
        "\n</details>\n",
    ]


def test_the_first_way_that_fits_is_taken() -> None:
    group = (agents(1)[0],)
    ways = [lambda _group: "x" * 300, lambda _group: "y" * 30]
    assert list(fitting([group], ways, 400)) == ["x" * 300]
    assert list(fitting([group], ways, 200)) == ["y" * 30]


@pytest.mark.parametrize("room", [0, ENOUGH, ENOUGH + 30])
def test_names_that_do_not_fit_are_counted(room: int) -> None:
    text = "\n".join(fitting([(one,) for one in agents(9)], [lambda _group: "x" * 10**5], room))
    counted = sum(map(int, re.findall(r"(\d+) more$", text, re.MULTILINE)))
    assert counted + text.count("-0`") + text.count("-1`") + text.count("-2`") == 27


@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize("render", [render_comment, render_markdown])
@pytest.mark.parametrize("count", [11, 300])
def test_every_agent_is_named_in_markdown(
    render: Callable[[Review, Detail], str], detail: Detail, count: int
) -> None:
    review = Review(tuple(agents(count)))
    text = render(review, detail)
    # The table of a comment names the first of them only.
    told = "\n".join(line for line in text.splitlines() if not line.startswith("| "))
    named = set(re.findall(r"\b(?:high|medium|none)-\d+", told))
    assert named == {one.name for one in review.agents}
    assert len(text) <= MOST_CHARACTERS


def test_agents_of_one_name_are_named_by_their_paths() -> None:
    (one,) = review_of(BEFORE, AFTER).agents
    places = [f"plugins/part-{n}/{'deep/' * 9}same.md" for n in range(200)]
    assert one.after
    alike = [one._replace(name="same", before=None, after=one.after._replace(path=path)) for path in places]
    text = render_comment(Review(tuple(alike)), Detail.ALL)
    assert [path for path in places if path not in text] == []
    assert len(text) <= MOST_CHARACTERS
