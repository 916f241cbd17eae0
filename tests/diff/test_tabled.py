"""Lists that became tables, and the reverse: (before, after, exact changes)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for boats.\n---\nYou look after boats.\n\n## Rules\n\n"
ITEMS = (
    "Never open the north gate.",
    "Ask the owner before you sell a boat.",
    "Count the crates before each sale.",
)
LIST = "".join(f"- {item}\n" for item in ITEMS)
ONE = "| Rule |\n|---|\n" + "".join(f"| {item} |\n" for item in ITEMS)
TWO = "| Rule | Why |\n|---|---|\n" + "".join(f"| {item} | |\n" for item in ITEMS)
WHY = TWO.replace("gate. | |", "gate. | Thieves come in. |")
NUMBERED = "| # | Rule |\n|---|---|\n" + "".join(f"| {at} | {item} |\n" for at, item in enumerate(ITEMS, 1))
LABELS = "- **Gate**: keep it shut\n- **Boats**: ask the owner\n"
LABELLED = "| What | How |\n|---|---|\n| Gate | keep it shut |\n| Boats | ask the owner |\n"

CASES = {
    "rows": (LIST, ONE, ["reformatted text"]),
    "an empty column": (LIST, TWO, ["reformatted text"]),
    "a reason": (
        LIST,
        WHY,
        ["content-edited row Never open the north gate. in Rules", "reformatted text"],
    ),
    "a column of numbers": (LIST, NUMBERED, ["reformatted text"]),
    "labels": (LABELS, LABELLED, ["reformatted text"]),
    "a rule less": (
        LIST,
        ONE.replace(f"| {ITEMS[0]} |\n", ""),
        ["constraint-removed constraint", "reformatted text"],
    ),
    "a rule more": (
        LIST.replace(f"- {ITEMS[0]}\n", ""),
        ONE,
        ["constraint-added constraint", "reformatted text"],
    ),
    "a rule that is weaker": (
        LIST,
        ONE.replace("Never open", "Avoid to open"),
        ["constraint-weakened constraint", "reformatted text"],
    ),
    "a rule that was turned": (
        LIST,
        ONE.replace("Never open", "Always open"),
        ["constraint-inverted constraint", "reformatted text"],
    ),
    "a rule that was turned by a bare order": (
        LIST,
        ONE.replace("Never open", "Open"),
        ["constraint-inverted constraint", "reformatted text"],
    ),
    "a row that is no rule": (
        LIST,
        f"{ONE}| The gate is green |\n",
        ["content-added row The gate is green in Rules", "reformatted text"],
    ),
}


def told(before: str, after: str) -> list[str]:
    one, other = (read_definition(f"{HEAD}{body}\nText.\n".encode(), "a.md") for body in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [f"{change.kind} {change.subject}" for change in changes]


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_a_list_that_became_a_table_is_told_by_what_differs(
    before: str, after: str, expected: list[str]
) -> None:
    assert told(before, after) == expected


@pytest.mark.parametrize("name", ["rows", "an empty column", "a column of numbers", "labels"])
def test_a_table_that_became_a_list_is_another_form(name: str) -> None:
    before, after, expected = CASES[name]
    assert told(after, before) == expected


def test_a_fault_in_a_table_turns_no_point_of_a_checklist() -> None:
    faults = "| Fault | Weight |\n|---|---|\n| Loose ropes | high |\n| Late crews | low |\n"
    assert "constraint-inverted constraint" not in told("- No loose ropes\n- No late crews\n", faults)
