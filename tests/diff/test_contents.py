"""What is in the sections: neighbours with one fate are one change."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for reviews.\n---\nYou review services.\n\n## Notes\n\n"
PATH = ".claude/agents/worker.md"

ITEMS = "- The service listens on port 8000.\n- Its logs are kept for a week.\n"


def told(before: str, after: str) -> list[str]:
    one, other = (read_definition(f"{HEAD}{body}\n".encode(), PATH) for body in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [f"{change.kind} {change.subject}" for change in changes if is_meaningful(change)]


ROWS = {
    "an item": ("", "- Ports are open.\n", ["content-added item in Notes"]),
    "neighbours": ("", "- Ports are open.\n- Discs are large.\n", ["content-added 2 items in Notes"]),
    "an item with others in it": (
        "",
        "- Ports are open:\n  - 80\n  - 443\n",
        ["content-added item in Notes"],
    ),
    "an item and a paragraph": (
        "",
        "- Ports are open.\n\nDiscs are large.\n",
        ["content-added item in Notes", "content-added paragraph in Notes"],
    ),
    "a rule between items is one by itself": (
        "",
        "- Ports are open.\n- Never close a port.\n- Discs are large.\n",
        [
            "constraint-added constraint",
            "content-added item in Notes",
            "content-added item in Notes",
        ],
    ),
    "a fence that says it holds text": ("```\nx = 1\n```\n", "```text\nx = 1\n```\n", []),
    "a fence in another language": (
        "```\nx = 1\n```\n",
        "```python\nx = 1\n```\n",
        ["content-edited code block in Notes"],
    ),
    "an item that is explained": (
        "- Ports are open.\n- Discs are large now.\n",
        "- Ports are open.\n- Discs are large now: " + "of more use than all of the old ones were. " * 2,
        ["content-edited item in Notes"],
    ),
    "a rule with items in it": (
        "",
        "- You must check the ports, such as:\n  - 80\n  - 443\n",
        ["constraint-added constraint"],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_neighbours_that_came_are_one_change(before: str, after: str, expected: list[str]) -> None:
    assert told(ITEMS + before, ITEMS + after) == expected


def test_neighbours_that_moved_are_counted() -> None:
    others = "- Ports are open to all.\n- Discs are large enough.\n- Fans are loud.\n"
    assert told(ITEMS + others, others + ITEMS) == ["content-moved 2 items in Notes"]
