from __future__ import annotations

import pytest

from agentreg.formats.responsibilities import read_responsibilities
from formats.reading import prompt_of

BODIES = {
    "a section": ("## Key Responsibilities\n\n- one\n- two\n", ["one", "two"]),
    "nested items and sections": (
        "## Duties\n\n- one\n  - two\n\n### More\n\n- three\n",
        ["one", "two", "three"],
    ),
    "a lead": ("You are responsible for:\n\n- one\n\nThe rest:\n\n- two\n", ["one"]),
    "a bold title": ("**Your Responsibilities**:\n\n- one\n", ["one"]),
    "you will": ("As a clerk, you will:\n\n- one\n", ["one"]),
    "an occasion": ("When a file is open, you will:\n\n- one\n", []),
    "expertise": ("## Core Expertise\n\n- one\n", []),
    "steps": ("## Responsibilities\n\n1. Read it.\n2. Fix it.\n3. Tell it.\n", []),
    "another section": ("## Duties\n\n- one\n\n## Notes\n\n- two\n", ["one"]),
    "Chinese": ("## 核心职责\n\n- 一\n", ["一"]),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_responsibilities_are_the_items_of_lists_that_are_called_so(body: str, expected: list[str]) -> None:
    prompt = prompt_of(body)
    assert [prompt.blocks[place].text for place in sorted(read_responsibilities(prompt))] == expected
