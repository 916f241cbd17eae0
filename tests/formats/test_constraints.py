from __future__ import annotations

import pytest

from agentreg.formats.norms import find_norm
from formats.reading import prompt_of

NORMS = {
    "You MUST run the tests.": "must do",
    "Always run the tests.": "must do",
    "It shall be fast.": "must do",
    "You are required to log.": "must do",
    "You WILL create a plan.": "must do",
    "You must not push.": "must do not",
    "Never push.": "must do not",
    "Do not push.": "must do not",
    "Don't push.": "must do not",
    "Don\u2019t push.": "must do not",
    "You cannot push.": "must do not",
    "Pushing is forbidden.": "must do not",
    "Under no circumstances push.": "must do not",
    "You may not push.": "must do not",
    "This IS NOT allowed.": "must do not",
    "Only read files.": "must only",
    "You may only read files.": "must only",
    "You must only read files.": "must only",
    "Reply with JSON ONLY.": "must only",
    "You should run the tests.": "should do",
    "Prefer small functions.": "should do",
    "You should not push.": "should do not",
    "Avoid globals.": "should do not",
    "You may read files.": "may do",
    "Optionally read files.": "may do",
    "Read files, and you should log, but never push.": "must do not",
    "If it fails, you must stop and should tell.": "must do",
}
FACTS = (
    "It can run tests.",
    "You will see the tests.",
    "This is not a test.",
    "Data may be lost.",
    "The result is not always right.",
    "If you don't know, ask.",
    "You do not need to ask.",
    "You don't just find problems.",
    "You may need to log in.",
    "Log it to avoid confusion.",
    "Read the `must` key and `never`.",
    "Run the tests.",
    "The only file is here.",
)


@pytest.mark.parametrize(("sentence", "expected"), NORMS.items())
def test_a_normative_sentence_has_a_strength_and_a_polarity(sentence: str, expected: str) -> None:
    norm = find_norm(sentence)
    assert norm is not None
    assert f"{norm.strength} {norm.polarity}" == expected


@pytest.mark.parametrize("sentence", FACTS)
def test_a_sentence_that_states_a_fact_binds_nobody(sentence: str) -> None:
    assert find_norm(sentence) is None


def said(body: str) -> list[tuple[str, str]]:
    return [(f"{each.strength} {each.polarity}", each.text) for each in prompt_of(body).constraints]


PLACES = {
    "a sentence of a paragraph": ("Read it. You **must** test. Go.\n", [("must do", "You must test.")]),
    "a wrapped sentence": ("You must\ntest it.\n", [("must do", "You must test it.")]),
    "an item": ("- Never push\n- Push\n", [("must do not", "Never push")]),
    "a step": ("1. Always test\n", [("must do", "Always test")]),
    "a heading": ("## NEVER push\n", [("must do not", "NEVER push")]),
    "a cell": ("| a | b |\n|---|---|\n| x | Never push |\n", [("must do not", "Never push")]),
    "a quote": ("> Never push.\n> Ever.\n", [("must do not", "Never push.")]),
    "a list after a lead": (
        "You NEVER:\n- push\n- pull\n",
        [("must do not", "You NEVER:"), ("must do not", "push"), ("must do not", "pull")],
    ),
    "a nested list after a lead": (
        "- Do not edit:\n  - `a.md`\n- Read\n",
        [("must do not", "Do not edit:"), ("must do not", "`a.md`")],
    ),
    "a lead that ends in its norm": ("You must:\n- test\n", [("must do", "You must:"), ("must do", "test")]),
    "a sentence with a colon that leads nothing": (
        "You must list all, such as:\n- a\n",
        [("must do", "You must list all, such as:")],
    ),
    "a lead ends with its list": (
        "Never:\n- push\n\nText.\n\n- pull\n",
        [("must do not", "Never:"), ("must do not", "push")],
    ),
    "a section of rules": ("## Rules\n- Test it\n\nText.\n", [("must do", "Test it")]),
    "a section of bans": (
        "## Never do this\n- Push\n",
        [("must do not", "Never do this"), ("must do not", "Push")],
    ),
    "a fence": ("```\nNever push.\n```\n", []),
    "an example": ("<example>\nNever push.\n</example>\n", []),
}


@pytest.mark.parametrize(("body", "expected"), PLACES.values(), ids=PLACES)
def test_constraints_are_found_wherever_they_stand(body: str, expected: list[tuple[str, str]]) -> None:
    assert said(body) == expected


def test_a_constraints_span_is_its_sentence_exactly() -> None:
    body = "# A\n\nRead. You **must** test\nit. Go.\n"
    (constraint,) = prompt_of(body).constraints
    assert constraint.span.of(body) == "You **must** test\nit."
    assert constraint.section == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You must run the tests.", "You should run the tests."),
        ("Always push.", "Never push."),
        ("Do not push to `main`.", "**Never** push to `main`"),
        ("IMPORTANT: You must test.", "You must test!"),
        ("Only read files.", "Never read files."),
    ],
)
def test_the_core_is_what_is_left_without_the_normative_words(one: str, other: str) -> None:
    (first,), (second,) = prompt_of(one).constraints, prompt_of(other).constraints
    assert first.core == second.core
    assert first.core
