"""Workflows that were written anew: (before, after, what is told of the workflow)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import Change, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for ships.\n---\nYou look after ships.\n\n"
TAIL = "\n\n## Notes\n\nThe harbour has nine berths.\n"
PATH = ".claude/agents/worker.md"
WHOLE = frozenset((Kind.WORKFLOW_REMOVED, Kind.WORKFLOW_ADDED, Kind.WORKFLOW_REWRITTEN))

OLD = (
    "1. Collect the papers of every vessel that waits outside.\n"
    "2. Compare cargo weights with what the harbour office registered.\n"
    "3. Write the berth plan and hand it to the pilot."
)
OTHER = "1. Greet whoever calls.\n2. Forward complaints about noise at once."
HEADED = (
    "### 1. Collect\n\n- Read the papers of all vessels outside\n- Ask for missing signatures\n\n"
    "### 2. Compare\n\n- Check cargo weights against the registers\n- Mark overloaded vessels\n\n"
    "### 3. Plan\n\n- Draw the berth plan\n- Deliver it to the pilot"
)
BULLETS = (
    "- Start\n  - Papers: every vessel, signatures included.\n"
    "- Weigh:\n  - Cargo against registers. Overloaded? Mark.\n"
    "- Finish - berth plan goes to the pilot."
)
ELSEWHERE = (
    "## Daily round\n\n1. Vessels that wait outside: papers first, of every one.\n"
    "2. Harbour office: cargo weights as registered, to compare.\n"
    "3. Pilot: gets the berth plan in writing."
)
ROWS = {
    "no procedure is left": (f"## Workflow\n\n{OLD}", "## Workflow\n\nBe kind.", "workflow-removed workflow"),
    "other steps under the same title": (
        f"## Workflow\n\n{OLD}",
        f"## Workflow\n\n{OTHER}",
        "workflow-rewritten workflow",
    ),
    "titled steps became bullets": (
        f"## Workflow\n\n{HEADED}",
        f"## Workflow\n\n{BULLETS}",
        "workflow-rewritten workflow",
    ),
    "bullets about something else took the place": (
        f"## Workflow\n\n{HEADED}",
        "## Workflow\n\n- Be kind.\n- Speak slowly.",
        "workflow-removed workflow",
    ),
    "bullets under a title that names none, and say another thing": (
        f"## Harbour\n\n{OLD}",
        "## Harbour\n\n- Harbour dues are paid yearly.\n- The cargo hall is closed on Sundays.",
        "workflow-removed workflow in Harbour",
    ),
    "steps of a section became a sentence": (
        f"## Harbour\n\n{OLD}",
        "## Harbour\n\nPapers of waiting vessels, cargo weights, then the berth plan for the pilot.",
        "workflow-rewritten workflow in Harbour",
    ),
    "a sentence about something else stands there": (
        f"## Harbour\n\n{OLD}",
        "## Harbour\n\nThe pilot keeps parrots, and sings on Sundays.",
        "workflow-removed workflow in Harbour",
    ),
    "the same under another heading": (
        f"Look:\n\n{OLD}",
        ELSEWHERE,
        "workflow-rewritten workflow -> workflow in Daily round",
    ),
    "a list of the opening became a titled procedure": (
        f"When you are called:\n\n{OLD}",
        "## Process\n\n1. Fetch the papers.\n2. Draw up a plan for berths and for tugs.",
        "workflow-rewritten workflow -> workflow in Process",
    ),
    "an unrelated one is new elsewhere": (
        f"## Plans\n\n{OLD}",
        f"## Plans\n\nBe quick.\n\n## Calls\n\n{OTHER}",
        "workflow-removed workflow in Plans",
    ),
}


def changes(before: str, after: str) -> tuple[Change, ...]:
    one, other = (read_definition(f"{HEAD}{body}{TAIL}".encode(), PATH) for body in (before, after))
    found = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, found) == ()
    return found


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_a_workflow_is_gone_only_where_nothing_took_its_place(before: str, after: str, expected: str) -> None:
    told = sorted(f"{one.kind} {one.subject}" for one in changes(before, after) if one.kind in WHOLE)
    assert ", ".join(told) == expected


@pytest.mark.parametrize(("before", "after", "_expected"), ROWS.values(), ids=ROWS)
def test_the_other_way_round_it_is_the_mirror(before: str, after: str, _expected: str) -> None:
    there = {mirror(one)[:1] + mirror(one)[2:6] for one in changes(before, after) if one.kind in WHOLE}
    back = {one[:1] + one[2:6] for one in changes(after, before) if one.kind in WHOLE}
    assert there == back


def test_a_rule_that_went_with_the_old_steps_is_told_by_itself() -> None:
    before = f"## Workflow\n\n{OLD}\n4. Never let a ship in without a pilot."
    found = changes(before, f"## Workflow\n\n{OTHER}")
    lost = [one.before for one in found if one.kind is Kind.CONSTRAINT_REMOVED]
    assert lost == ["Never let a ship in without a pilot."]
