from __future__ import annotations

import pytest

from agentreg.formats.acts import read_acts
from agentreg.model.document import Span
from formats.reading import prompt_of

ACTS = [
    "You implement the feature end to end.",
    "After reading, you write the production code.",
    "You DO implement code yourself.",
    "Your job is to build the requested feature.",
    "You are an IMPLEMENTATION AGENT, not a planning agent.",
    "Always implement the code directly.",
    "You then fix the bug.",
    "You deliver working code with its tests.",
    "You are responsible for implementing the ticket.",
]
NO_ACTS = [
    "You write plans for new features.",
    "You develop implementation plans.",
    "You write code reviews.",
    "You create detailed implementation plans for backend services.",
    "Implement the cache as a list.",
    "The developer implements it; you review.",
    "You explain how others write code.",
]


@pytest.mark.parametrize("body", ACTS)
def test_a_sentence_to_the_agent_tells_it_to_change_code(body: str) -> None:
    text = f"Hello.\n\n{body}\n"
    assert len(read_acts(text, prompt_of(text), [])) == 1


@pytest.mark.parametrize("body", NO_ACTS)
def test_texts_about_code_and_advice_are_no_acts(body: str) -> None:
    text = f"Hello.\n\n{body}\n"
    assert read_acts(text, prompt_of(text), []) == []


def test_a_bare_order_counts_as_the_role_and_where_it_is_asked_for() -> None:
    role = "# Coder\n\n## Goal\n\nImplement what the issue asks for.\n"
    assert [stand.text for stand in read_acts(role, prompt_of(role), [])] == [
        "Implement what the issue asks for."
    ]
    item = "Hello.\n\n- Implement the plan.\n"
    assert len(read_acts(item, prompt_of(item), [Span(0, len(item))])) == 1
