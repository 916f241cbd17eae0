from __future__ import annotations

import pytest

from agentreg.formats.triggers import Insistence, Occasion, read_statements, without_cues
from agentreg.model.document import Span

OFFERED, EAGER, DEMANDED = Insistence
UNSAID, USE, EVERYTHING, ONLY, NOT = Occasion

STATEMENTS = [
    ("Reviews code.", OFFERED, UNSAID),
    ("Use when tests fail.", OFFERED, USE),
    ("Use PROACTIVELY when tests fail.", EAGER, USE),
    ("Proactively reviews code.", EAGER, USE),
    ("The team solves its issues proactively.", OFFERED, UNSAID),
    ("Offers proactive monitoring.", OFFERED, UNSAID),
    ("Use this agent immediately after an outage.", EAGER, USE),
    ("It should automatically be used after a push.", EAGER, USE),
    ("Converts files automatically.", OFFERED, UNSAID),
    ("MUST BE USED for releases.", DEMANDED, USE),
    ("**MUST BE USED** proactively.", DEMANDED, USE),
    ("Always consult before a release.", DEMANDED, USE),
    ("Always uses strict types.", OFFERED, UNSAID),
    ("Use for everything.", OFFERED, EVERYTHING),
    ("Use for any task in Python.", OFFERED, EVERYTHING),
    ("Use it for every kind of work.", OFFERED, EVERYTHING),
    ("Use only when asked.", OFFERED, ONLY),
    ("Only use for Rust.", OFFERED, ONLY),
    ("Do not use for tests.", OFFERED, NOT),
    ("Don't invoke proactively.", OFFERED, NOT),
    ("Not for production code.", OFFERED, NOT),
    ("A linter, but never use it on generated code.", OFFERED, NOT),
    ("Explains why we do not use tabs.", OFFERED, UNSAID),
    ("在调试时主动使用。", EAGER, USE),
    ("Utiliser proactivement.", EAGER, USE),
]


@pytest.mark.parametrize(("text", "insistence", "occasion"), STATEMENTS)
def test_a_sentence_asks_for_its_agent_so_firmly_and_for_so_much(
    text: str, insistence: Insistence, occasion: Occasion
) -> None:
    (statement,) = read_statements(text, Span(0, len(text)))
    assert (statement.insistence, statement.occasion) == (insistence, occasion)


def test_sentences_know_their_place_and_end_where_a_paragraph_or_an_item_ends() -> None:
    text = "Reviews\ncode. Use it\n\n- often\n- alone\\n\\nNo more"
    found = read_statements(text, Span(0, len(text)))
    assert [statement.text for statement in found] == [
        "Reviews code.",
        "Use it",
        "- often",
        "- alone",
        "No more",
    ]
    assert [statement.span.of(text).split()[0] for statement in found] == ["Reviews", "Use", "-", "-", "No"]


def test_only_the_words_without_cues_and_fillers_are_left() -> None:
    assert without_cues("Use this agent PROACTIVELY for Rust.") == without_cues("Use for Rust.") == ("rust",)
