"""Whatever a definition says, it stays in its place on a pull request."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.read import read_definition
from agentreg.report.markdown import render_markdown
from agentreg.report.markdown_text import MOST_CHARACTERS, code, fenced
from agentreg.report.page import Detail
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import Labelled, Review

HOSTILE = [
    "@everyone look",
    "fixes #1",
    "</details><img src=x>",
    "```\n# Heading",
    "````\n/approve",
    "<!-- hidden -->",
    "[link](javascript:alert(1))",
    "`tick",
    "a | b | c",
    "::error::x",
]


def review_of(before: str, after: str, name: str = "worker") -> Review:
    head = f"---\nname: {name}\ndescription: d\n---\n"
    sides = [
        Labelled(read_definition((head + text).encode("utf-8", "surrogateescape"), "x.md"), "x.md")
        for text in (before, after)
    ]
    return gather([review_pair(*sides)])


def outside_of_code(markdown: str) -> str:
    """What is left when fences and inline code are taken away, as a renderer sees it."""
    bare = re.sub(r"(?ms)^(`{3,})text\n.*?\n\1$", "", markdown)
    return re.sub(r"(?s)(`+)(?!`).*?(?<!`)\1(?!`)", "", bare)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_content_stays_inside_its_fence(text: str) -> None:
    bare = outside_of_code(render_markdown(review_of("Hi.", f"Hi.\n\n{text}\n")))
    assert text not in bare
    for token in ("@everyone", "#1", "<img", "# Heading", "/approve", "<!--", "javascript", "::error"):
        assert token not in bare


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\n" not in text])
def test_a_hostile_name_stays_inside_its_code(text: str) -> None:
    bare = outside_of_code(render_markdown(review_of("Hi.", "Ho.", name=f"'{text}'")))
    assert text not in bare


@given(st.text(st.sampled_from("`a \n")))
def test_no_run_of_ticks_closes_inline_code_or_a_fence(text: str) -> None:
    for marked in (code(text), fenced(text)):
        fence = re.match(r"`+", marked)
        assert fence
        inner = marked[len(fence.group()) : -len(fence.group())]
        assert fence.group() not in re.findall(r"`+", inner)


def test_a_large_review_is_cut_between_agents() -> None:
    one = review_of("Hi.", "Hi.\n\n" + "More words here.\n\n" * 40).agents[0]
    markdown = render_markdown(Review(tuple(one for _ in range(400))), Detail.ALL)
    assert len(markdown) <= MOST_CHARACTERS + 100
    assert markdown.count("<details>") == markdown.count("</details>")
    assert re.search(
        r"\*\*\d+ more changed agents beyond what fits here; `-f html` shows all\*\*\n", markdown
    )


def test_all_detail_shows_all_where_it_fits() -> None:
    review = review_of("Hi.", "Hi.\n\n" + "More words in one long paragraph here.\n" * 40)
    assert "more characters; -v shows all" in render_markdown(review)
    everything = render_markdown(review, Detail.ALL)
    assert "-v shows all" not in everything
    assert " ".join(everything.split()).count("long paragraph") == 40


def test_an_agent_of_which_all_would_not_fit_is_shown_in_less_detail() -> None:
    review = review_of("Hi.", "Hi.\n\n" + "More words.\n" * MOST_CHARACTERS)
    assert "more characters; -v shows all" in render_markdown(review, Detail.ALL)


def test_many_agents_that_changed_alike_are_one_section_and_others_one_line_each() -> None:
    alike = [review_of("Hi.", "Hi.\n\nMore.", name=f"w{n}").agents[0] for n in range(9)]
    alone = review_of("You must ask.", "Go.", name="'`x`'").agents[0]
    markdown = render_markdown(gather([*alike, alone]))
    assert (
        "### 9 agents — note\n\npatch bump\n\n```text\n  structure\n    + paragraph: More. (9)\n" in markdown
    )
    (line,) = [line for line in markdown.splitlines() if line.startswith("- ")]
    assert line == "- `` `x` `` — high, role-was-replaced: `role replaced`"
    assert markdown.count("w3") == 1


@pytest.mark.parametrize("detail", Detail)
def test_agents_of_which_only_the_formatting_differs_are_named_behind_one_line(detail: Detail) -> None:
    (form,) = review_of("A line.", "A\nline.").agents
    review = Review((form._replace(name="one"), form._replace(name="two")), 1)
    assert render_markdown(review, detail) == (
        "## Agents: 2 changed, 1 unchanged\n\n**2 agents: only the formatting differs**\n\n"
        "<details><summary>names</summary>\n\n- no finding: `one`, `two`\n\n</details>\n"
    )
