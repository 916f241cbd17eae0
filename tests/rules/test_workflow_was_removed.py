"""A workflow that is gone is high where none is left: (before, after, exact severity and bump)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.rules.judge import judge

_WORK = "1. Read the list of ships.\n2. Ask the pilot.\n3. Say which ships wait.\n4. Close the book."
_OTHER = "1. Weigh every load at the gate.\n2. Lock up before dark."
_COUNTED = "1. **Nets over lines** - Nets catch more.\n2. **Tarred ropes** - Dry ones snap."

_PARTS = (
    "## Harbour\n\n### 5.1 Arrival\n\n- Read the list\n- Ask the pilot\n\n### 5.2 Leaving\n\n- Close the book"
)
_LINES = "- Read the list\n- Ask the pilot\n- Close the book"

_ROWS = {
    "only titles went": (_PARTS, f"## Harbour\n\n{_LINES}", "low minor"),
    "only titles went, and a line is edited": (
        _PARTS.replace("the list", "the list of all ships"),
        f"## Harbour\n\n{_LINES}".replace("the list", "the list of most ships"),
        "low minor",
    ),
    "only titles went, at the top": (
        "### 1. Arrival\n\nRead the list.\n\n### 2. Departure\n\nClose the book.",
        "Read the list.\n\nClose the book.",
        "low minor",
    ),
    "titles that order something went": (
        "## Harbour\n\n### 1. Ask the pilot\n\nHe sits ashore.\n\n### 2. Close the book\n\nIt is red.",
        "## Harbour\n\nHe sits ashore.\n\nIt is red.",
        "medium major",
    ),
    "a line went with the titles": (_PARTS, "## Harbour\n\n- Read the list\n- Close the book", "high major"),
    "the lines are in another order": (
        _PARTS,
        "## Harbour\n\n- Close the book\n- Read the list\n- Ask the pilot",
        "high major",
    ),
    "the lines are in another section": (
        f"{_PARTS}\n\n## Dreams\n\nNone so far.",
        f"## Harbour\n\nBe kind.\n\n## Dreams\n\nNone so far.\n\n{_LINES}",
        "high major",
    ),
    "there were only titles": (
        "## Harbour\n\n### Step 1: Arrival\n\n### Step 2: Departure",
        "## Harbour\n\nBe kind.",
        "high major",
    ),
    "nothing is left": (f"## Process\n\n{_WORK}", "## Process\n\nBe kind.", "high major"),
    "another one stays": (
        f"## Process\n\n{_WORK}\n\n## Gate\n\n{_OTHER}",
        f"## Process\n\nBe kind.\n\n## Gate\n\n{_OTHER}",
        "medium major",
    ),
    "another one is new": (
        f"## Process\n\n{_WORK}\n\n## Gate\n\nBe quick.",
        f"## Process\n\nBe kind.\n\n## Gate\n\nBe quick.\n\n{_OTHER}",
        "medium major",
    ),
    "a much shorter one stays": (
        f"## Process\n\n{_WORK}\n5. Sweep the quay.\n\n## Gate\n\n{_OTHER}",
        f"## Process\n\nBe kind.\n\n## Gate\n\n{_OTHER}",
        "high major",
    ),
    "counted advice stays": (
        f"## Process\n\n{_WORK}\n\n## Best practices\n\n{_COUNTED}",
        f"## Process\n\nBe kind.\n\n## Best practices\n\n{_COUNTED}",
        "high major",
    ),
    "advice was counted": (
        f"## Best Practices\n\n{_COUNTED}",
        "## Best Practices\n\nBe kind.",
        "low minor",
    ),
    "advice is work in turn": (
        "## Guidelines\n\n1. First, read the list of ships.\n2. Then ask the pilot.\n3. Finally, sleep.",
        "## Guidelines\n\nBe kind.",
        "high major",
    ),
    "a process of practices": (
        f"## Process and principles\n\n{_WORK}",
        "## Process and principles\n\nBe kind.",
        "high major",
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), _ROWS.values(), ids=_ROWS)
def test_a_workflow_that_is_gone_weighs_what_it_ordered(before: str, after: str, expected: str) -> None:
    head = "---\nname: clerk\ndescription: Keeps the harbour book.\n---\n\nYou keep the harbour book.\n\n"
    one, other = (
        read_definition(f"{head}{text}\n".encode(), ".claude/agents/a.md") for text in (before, after)
    )
    found = [item for item in judge(one, other, compare(one, other)) if item.rule == "workflow-was-removed"]
    assert [f"{item.severity} {item.bump}" for item in found] == [expected]
