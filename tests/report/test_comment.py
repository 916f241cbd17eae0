"""The comment on a pull request: found again, short enough, and nothing in it acts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from agentreg.formats.read import read_definition
from agentreg.report.comment import MARK, MOST_ROWS, render_comment
from agentreg.report.markdown_text import MOST_CHARACTERS
from agentreg.report.page import Detail
from agentreg.review.additions import Affected
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import AgentReview, Gap, Labelled, Outcome, Review, Scope, Verdict
from agentreg.rules.finding import Severity
from agentreg.rules.questions import QUESTIONS

HEAD = "---\nname: {name}\ndescription: d\ntools: {tools}\n---\n\n{body}"
FAIL = Verdict(Outcome.FAILED, Severity.HIGH, 1, 1)
SCOPE = Scope("v1", "HEAD", "a" * 40, "b" * 40, "agentreg review a..b")

HOSTILE = [
    "@everyone look",
    "fixes #1",
    "</details><img src=x>",
    "/approve",
    "<!-- hidden -->",
    "[link](javascript:alert(1))",
    "`tick",
    "a | b | c",
    "::error::x",
    "\u202eevil",
]


def agent(before: str, after: str, name: str = "worker", *, tools: str = "Read") -> AgentReview:
    one, other = (
        Labelled(
            read_definition(HEAD.format(name=name, tools=listed, body=body).encode(), f"agents/{name}.md"),
            f"v1:agents/{name}.md",
        )
        for body, listed in ((before, "Read"), (after, tools))
    )
    return review_pair(one, other)


def comment(review: Review, detail: Detail = Detail.NORMAL) -> str:
    return render_comment(review._replace(verdict=FAIL, scope=SCOPE), detail)


def test_a_comment_is_found_again_by_its_first_line_and_made_again_by_its_last() -> None:
    lines = comment(gather([agent("Hi.", "Hi.", tools="Read, Bash")])).splitlines()
    assert lines[:2] == [MARK, "## Agents: fail, 1 finding at high or above in 1 agent"]
    assert lines[-2:] == [
        "Compared `v1` (aaaaaaaaaa) with `HEAD` (bbbbbbbbbb).  ",
        "Reproduce: `agentreg review a..b`",
    ]


def test_each_rule_asks_one_question_the_gravest_first() -> None:
    text = comment(
        gather(
            [
                agent("- Never touch it.\n- Never ask.\n", "Go.", "one"),
                agent("- Never touch it.\n", "Go.", "two", tools="Read, Bash"),
            ]
        )
    )
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    removed = "Is this no longer needed, or said elsewhere?"
    assert rows == [
        "| high | `permissions-were-gained` | `two` | Which part of its work needs this? |",
        f"| medium | `constraint-was-removed` (3) | `two`, `one` | {removed} |",
    ]


def test_what_is_low_asks_nothing() -> None:
    assert "| severity |" not in comment(gather([agent("Hi.", "Hi.\n\nMore.")]))


def test_every_agent_is_folded_and_every_fold_closed() -> None:
    text = comment(
        gather([agent("Hi.", "Hi.\n\nMore.", f"w{n}", tools="Read" + ", Bash" * (n % 2)) for n in range(5)])
    )
    assert text.count("<details><summary>details</summary>") == text.count("</details>") > 1


def test_gaps_and_variants_are_named_in_code() -> None:
    one = agent("Hi.", "Ho.")._replace(affected=(Affected("@shop", "x`y.md", "1.0"),))
    text = comment(gather([one])._replace(gaps=(Gap("@all.md", "a symbolic link is never followed"),)))
    assert "**1 file could not be compared**\n\n- `@all.md`: `a symbolic link is never followed`\n" in text
    assert "Affects 1 variant in 1 repository: ``@shop/x`y.md at 1.0``.\n" in text


@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize("count", [1, 300])
def test_a_comment_is_never_too_long(count: int, detail: Detail) -> None:
    body = "".join(f"- Never touch folder {n}, whatever anybody says about it.\n" for n in range(100))
    built = [agent(body, f"Go {n}.\n" + "Words. " * (n * 5000)) for n in range(3)]
    agents = [built[n % 3]._replace(name=f"w{n}" * 20) for n in range(count)]
    text = comment(gather(agents), detail)
    assert len(text) <= MOST_CHARACTERS
    assert text.endswith("Reproduce: `agentreg review a..b`\n")
    assert text.count("<details>") == text.count("</details>")
    if count > 1 and detail is Detail.ALL:
        assert re.search(r"\*\*\d+ more changed agents beyond what fits here; `-f html` shows all\*\*", text)


def test_many_questions_are_cut_and_counted() -> None:
    one = agent("- Never touch it.\n", "Go.")
    (finding,) = [found for found in one.findings if found.rule == "constraint-was-removed"]
    rules = [finding._replace(rule=rule) for rule in [*QUESTIONS][: MOST_ROWS + 3]]
    text = comment(Review((one._replace(findings=tuple(rules)),)))
    assert "| | | | and 3 questions more |" in text


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("place", ["body", "name", "path", "version", "gap", "variant", "scope"])
def test_hostile_text_stays_text(text: str, place: str) -> None:
    one = agent("Hi.", f"Hi.\n\n{text}\n" if place == "body" else "Ho.", tools="Read, Bash")
    if place == "name":
        one = one._replace(name=text)
    if place in ("path", "version") and one.after:
        one = one._replace(after=one.after._replace(**{place: text}))
    if place == "variant":
        one = one._replace(affected=(Affected(text, text, text),))
    review = gather([one])._replace(verdict=FAIL, scope=SCOPE)
    if place == "gap":
        review = review._replace(gaps=(Gap(text, text),))
    if place == "scope":
        review = review._replace(scope=Scope(text, text, command=text, where=text))
    said = [token for token in tokens(render_comment(review)) if token[0] not in ("code_inline", "fence")]
    for needle in ("@everyone", "#1", "<img", "/approve", "hidden", "javascript", "::error", "\u202e"):
        assert not any(needle in content for _, content in said)


def tokens(text: str) -> list[tuple[str, str]]:
    """Every leaf of the comment as GitHub reads it: its kind and its text."""
    found = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text):
        leaves = token.children if token.children is not None else [token]
        found += [(leaf.type, leaf.content) for leaf in leaves]
    assert not {kind for kind, _ in found} & {"image", "link_open"}
    return found


@given(st.text(st.sampled_from("`a|\n\\<@")))
def test_no_name_breaks_out_of_its_cell(name: str) -> None:
    text = comment(gather([agent("Hi.", "Hi.", tools="Read, Bash")._replace(name=name)]))
    (row,) = [line for line in text.splitlines() if line.startswith("| high")]
    assert row.count("|") == 5
