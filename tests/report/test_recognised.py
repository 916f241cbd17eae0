"""What a finding is about is seen: a hidden character, a name of signs, a line that cannot be read."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.report.page import Page
from agentreg.report.review_text import render_review
from agentreg.review.called import distinct_names
from agentreg.review.compare import review_pair
from agentreg.review.shown import as_shown
from agentreg.review.values import AgentReview, Labelled, Review

PATH = ".claude/agents/worker.md"
KEY = "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"


def reviewed(before: str, after: str) -> AgentReview:
    sides = (Labelled(read_definition(text.encode(), PATH), PATH) for text in (before, after))
    return review_pair(*sides)


def shown(agent: AgentReview) -> str:
    lines = render_review(Review((agent,), 0), Page(80))
    return "\n".join("".join(piece.text for piece in line) for line in lines)


@pytest.mark.parametrize(
    "word", ["la\u200bst", f"{'far-' * 9}from\u200bhere", f"https://a.dev/{'on/' * 20}to\u200bit"]
)
def test_of_several_findings_each_shows_the_character_that_it_is_about(word: str) -> None:
    head = "---\nname: worker\ndescription: d\ntools: Read\n---\n\nYou work.\n"
    text = shown(reviewed(head, f"{head}\n- Look at {word} now.\n- And at o\u200bther things.\n"))
    found = text.split("hidden-text-was-added")[1].split("\n\n")[0]
    assert found.count("<U+200B>") == 2


BROKEN = {
    "the line that the parser gave up at": ("description: a: b", "in `description: a: b`"),
    "a line before it": ("description: [a", "see line 3, `description: [a`"),
}


@pytest.mark.parametrize(("line", "told"), BROKEN.values(), ids=BROKEN)
def test_a_line_that_is_no_yaml_is_quoted(line: str, told: str) -> None:
    texts = (f"---\nname: worker\n{one}\n---\nYou work.\n" for one in ("description: a", line))
    assert told in " ".join(shown(reviewed(*texts)).split())


def test_a_line_that_is_quoted_shows_no_secret() -> None:
    texts = (
        f"---\nname: worker\n{one}\n---\nYou work.\n" for one in ("description: a", f"description: [{KEY}")
    )
    agent = as_shown(reviewed(*texts))
    text = shown(agent)
    assert "see line 3" in " ".join(text.split())
    assert KEY[-8:] not in text.replace("\n", "")


def test_a_name_of_signs_is_told_as_one() -> None:
    texts = (f"---\nname: {name}\ndescription: a\n---\nYou work.\n" for name in ("worker", "["))
    agent = reviewed(*texts)
    assert shown(agent).split("\n")[2].startswith('(named "[")')
    assert distinct_names([agent]) == [PATH]
