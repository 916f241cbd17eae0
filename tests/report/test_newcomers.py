"""What many new agents may do, counted."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.report.columns import width
from agentreg.report.comment import render_comment
from agentreg.report.newcomers import newcomers
from agentreg.report.page import Page
from agentreg.report.review_html import render_html
from agentreg.report.review_text import render_review
from agentreg.review.compare import review_pair
from agentreg.review.values import AgentReview, Labelled, Review


def new(name: str, tools: str, path: str = "") -> AgentReview:
    head = "\n".join(filter(None, ("---", f"name: {name}", "description: d", tools, "---")))
    text = f"{head}\nYou work.\n"
    return review_pair(
        None, Labelled(read_definition(text.encode(), path or f".claude/agents/{name}.md"), "")
    )


SHELL = new("a", "tools: Read, Bash")
ALL = new("b", "")
WRITER = new("c", "tools: Read, Write, WebFetch")
READER = new("d", "tools: Read, Grep")
NOTHING = new("e", "tools: []")
HOOKED = new("g", "tools: Read\nhooks: {Stop: [{command: make tidy}]}")
SERVED = new("h", "tools: Read\nmcpServers: {docs: {url: https://mcp.acme.dev}}")
ELSEWHERE = new("f", "", ".strange/agents/f.md")


@pytest.mark.parametrize(
    ("agents", "told"),
    [
        ((), ""),
        ((SHELL,), "may execute"),
        ((SHELL, ALL), "all may execute"),
        ((SHELL, ALL, READER), "2 may execute, 1 may only read"),
        ((WRITER, READER, READER), "1 may write, 1 may use the network, 2 may only read"),
        ((HOOKED, SERVED, READER), "1 may execute, 1 may use the network, 1 may only read"),
        ((READER, NOTHING), "1 may only read, 1 may use no tool"),
        ((SHELL, ELSEWHERE), "1 may execute, 1 may do what is not known"),
    ],
)
def test_what_new_agents_may_do(agents: tuple[AgentReview, ...], told: str) -> None:
    assert newcomers(agents) == told


def test_every_report_says_what_many_new_agents_may_do() -> None:
    agents = tuple(new(f"n{n}", "tools: Read, Bash" if n < 9 else "tools: Read") for n in range(12))
    review = Review(agents, 3)
    lines = ["".join(piece.text for piece in line) for line in render_review(review, Page(80))]
    rights = "9 may execute, 3 may only read"
    assert f"12 agents  LOW  new: {rights}; minor bump" in lines
    assert max(map(width, lines)) <= 80
    assert f"new: {rights}; minor bump" in render_comment(review)
    assert rights in render_html(review)
