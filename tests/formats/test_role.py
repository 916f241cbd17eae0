from __future__ import annotations

import pytest

from formats.reading import prompt_of

ROLES = {
    "opening": ("You are a **tester**.\nYou test.\n\nMore.\n", ["You are a tester. You test."]),
    "after a title": ("# Tester\n\nYou are a tester.\n", ["You are a tester."]),
    "act as": ("Act as a tester.\n", ["Act as a tester."]),
    "Chinese": ("你是一名测试员。\n", ["你是一名测试员。"]),
    "a section": ("# T\n\n## Mission\n\nTest all.\n\nMore.\n", ["Test all."]),
    "a section with a mark": ("## 🧠 Your Identity & Memory\n\nA tester.\n", ["A tester."]),
    "a label": ("You are a tester.\n\n**Your Role**: plan only.\n", ["You are a tester.", "plan only."]),
    "a labelled item": ("## Who\n- **Role**: tester\n", ["tester"]),
    "an introduction": ("# T\n\nTests all.\n\n## Steps\n", ["Tests all."]),
    "none": ("## Voice\n\nShort.\n", []),
    "not late": ("a\n\nb\n\nc\n\nd\n\nYou are late.\n", ["a"]),
}


@pytest.mark.parametrize(("body", "expected"), ROLES.values(), ids=ROLES)
def test_the_role_is_who_the_agent_is_told_to_be(body: str, expected: list[str]) -> None:
    assert [role.text for role in prompt_of(body).roles] == expected


def test_a_labelled_role_is_placed_after_its_label() -> None:
    body = "You are a tester.\n\n**Role:** plan.\n"
    assert [role.span.of(body) for role in prompt_of(body).roles] == ["You are a tester.", "plan."]
