"""A reviewer's decision survives as long as what was judged says the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.judge import judge

HEAD = "---\nname: worker\ndescription: Does work.\ntools: Read\n---\n\n"
VOCABULARY = "read write report file tests never always must plan code review branch"
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCE = st.lists(WORDS, min_size=4, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
TITLES = ("Rules", "Process", "Facts")


def _section(title: str, sentences: list[str]) -> str:
    number = iter(range(1, 100))
    lines = (f"{next(number)}. {text}" if title == "Process" else f"- {text}" for text in sentences)
    body = "\n\n".join(sentences) if title == "Facts" else "\n".join(lines)
    return f"## {title}\n\n{body}\n"


PROMPT = st.tuples(*(st.lists(SENTENCE, min_size=1, max_size=4, unique=True) for _ in TITLES)).map(
    lambda parts: "You are a worker.\n\n" + "\n".join(map(_section, TITLES, parts))
)


def wrapped(body: str) -> str:
    """The same with every line of text broken in two."""
    return re.sub(
        r"(?m)^((?:- |\d+\. )?)(\S+ \S+) ", lambda found: f"{found[1]}{found[2]}\n{' ' * len(found[1])}", body
    )


def moved(body: str) -> str:
    """The same, further below and with other line ends."""
    return ("\n\n" + body + "\n").replace("\n", "\r\n")


def renumbered(body: str) -> str:
    """The same with every step numbered 1."""
    return re.sub(r"(?m)^\d+\. ", "1. ", body)


def marked(body: str) -> str:
    """The same with other list markers."""
    return re.sub(r"(?m)^- ", "* ", body)


def fingerprints(before: str, after: str) -> list[str]:
    one, other = (read_definition((HEAD + body).encode(), ".claude/agents/w.md") for body in (before, after))
    return sorted(finding.fingerprint for finding in judge(one, other, compare(one, other)))


@pytest.mark.parametrize("rewrite", [wrapped, moved, renumbered, marked])
def test_other_form_is_the_same_finding(rewrite: Callable[[str], str]) -> None:
    @given(PROMPT, PROMPT)
    def holds(before: str, after: str) -> None:
        assert fingerprints(rewrite(before), rewrite(after)) == fingerprints(before, after)

    holds()


@given(PROMPT, SENTENCE)
def test_a_step_before_it_makes_no_other_finding(body: str, sentence: str) -> None:
    after = f"{body}\n{sentence} Ask the owner first.\n"
    first = "## Process\n\n1. Wake up on a Monday.\n"
    later = [text.replace("## Process\n\n", first) for text in (body, after)]
    assert fingerprints(*later) == fingerprints(body, after)


@given(PROMPT, SENTENCE, SENTENCE)
def test_other_texts_are_other_findings(body: str, one: str, other: str) -> None:
    added = [fingerprints(body, f"{body}\n{text} On Monday.\n") for text in (one, other)]
    assert (added[0] == added[1]) == (one == other)
