"""Workflows: what happened to the order of work is as few changes as a reader would make of it."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition

HEAD = "---\nname: worker\ndescription: Use for reviews.\n---\nYou review services.\n\n## Process\n\n"
TAIL = "\n\n## Notes\n\nThe service listens on port 8000.\n"
PATH = ".claude/agents/worker.md"

READ = "Read the diff from top to bottom and list the files."
TEST = "Run the unit tests, note failures, then measure the coverage of each module."
WRITE = "Write the report for the author."
ASK = "Ask somebody else for a second review."
LONG = "The port is open, and it has been for longer than anybody here remembers. " * 8
STEPS = (READ, TEST, WRITE, ASK)
RUN, MEASURE = "Run the unit tests, note failures.", "Measure the coverage of each module."


def told(before: str, after: str) -> list[str]:
    one, other = (read_definition(f"{HEAD}{body}{TAIL}".encode(), PATH) for body in (before, after))
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [f"{change.kind} {change.subject}" for change in changes if is_meaningful(change)]


def numbered(*steps: str) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))


def headed(*steps: str, label: str = "") -> str:
    return "\n\n".join(f"### {label}{number}. {step}" for number, step in enumerate(steps, 1))


def labelled(*steps: str) -> str:
    return "\n\n".join(f"**Step {number}:** {step}" for number, step in enumerate(steps, 1))


ROWS = {
    "a step becomes two": (
        numbered(*STEPS),
        numbered(READ, RUN, MEASURE, WRITE, ASK),
        "step-split step 2 -> steps 2 to 3",
    ),
    "a step with a rule becomes two": (
        numbered(READ, "Files are sacred - always back up. Archive the tables in cold storage.", ASK),
        numbered(READ, "Files are sacred - always back up.", "Archive the tables in cold storage.", ASK),
        "step-split step 2 -> steps 2 to 3",
    ),
    "two steps become one": (
        numbered(READ, RUN, MEASURE, WRITE, ASK),
        numbered(*STEPS),
        "steps-merged steps 2 to 3 -> step 2",
    ),
    "all steps turn round": (
        numbered(*STEPS),
        numbered(*STEPS[::-1]),
        "workflow-reordered workflow in Process",
    ),
    "all titled steps turn round": (
        headed(*STEPS),
        headed(*STEPS[::-1]),
        "workflow-reordered workflow in Process",
    ),
    "all steps go elsewhere together": (
        f"Work.\n\n{numbered(*STEPS)}\n\n## Other\n\n{LONG}",
        f"Work.\n\n## Other\n\n{LONG}\n\n{numbered(*STEPS)}",
        "step-moved workflow in Process -> workflow in Other",
    ),
    "the last becomes the first": (
        numbered(*STEPS),
        numbered(ASK, READ, TEST, WRITE),
        "step-moved step 4 -> step 1",
    ),
    "neighbours swap": (numbered(*STEPS), numbered(READ, WRITE, TEST, ASK), "step-moved step 2 -> step 3"),
    "a step moves and grows by half": (
        numbered("Measure first, and explain it.", TEST, WRITE, ASK),
        numbered(TEST, WRITE, "Measure first, and explain it to the desk of freight.", ASK),
        "step-moved step 1 -> step 3",
    ),
    "a rule comes to a step": (
        numbered(READ, f"Test.\n   - {RUN}\n   - {MEASURE}", ASK),
        numbered(READ, f"Test.\n   - {RUN}\n   - Never test on Fridays.\n   - {MEASURE}", ASK),
        "constraint-added constraint",
    ),
    "a section of rules goes from a step": (
        headed(READ, "Test\n\nTest it.\n\n#### Rules\n\n- Never test on Fridays.\n- Be kind.", ASK),
        headed(READ, "Test\n\nTest it.", ASK),
        "section-removed section Rules",
    ),
    "a titled step goes with the list in it": (
        headed(READ, "Test\n\n1. Unit tests of all.\n2. Slow tests of all.", WRITE, ASK),
        headed(READ, WRITE, ASK),
        "step-removed step 2",
    ),
    "a workflow goes from its section": (
        f"Work.\n\n{numbered(*STEPS)}",
        "Work.",
        "workflow-removed workflow in Process",
    ),
    "a workflow of titles goes": (
        f"Work.\n\n{headed(*STEPS)}",
        "Work.",
        "workflow-removed workflow in Process",
    ),
    "a workflow comes": ("Work.", f"Work.\n\n{numbered(*STEPS)}", "workflow-added workflow in Process"),
    "a step becomes a title and is edited": (
        numbered(READ, "**Test**: run the unit tests of it.", WRITE),
        f"### 1. {READ}\n\n### 2. Test\n\nRun the slow tests of it.\n\n### 3. {WRITE}",
        "step-edited step 2",
    ),
    "a first line is rewritten above nested items": (
        f"1. Look.\n   - {READ}\n   - {TEST}\n2. {ASK}",
        f"1. Go through all of it.\n   - {READ}\n   - {TEST}\n2. {ASK}",
        "step-edited step 1",
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), ROWS.values(), ids=ROWS)
def test_one_edit_of_a_workflow_is_one_change(before: str, after: str, expected: str) -> None:
    assert told(before, after) == [expected]


def test_a_step_that_grew_is_the_same_step_where_its_workflow_got_a_heading() -> None:
    grown = READ.replace(".", " with `Read`, then ask about those that nobody knows.")
    before, after = f"When called:\n\n{numbered(READ, TEST)}", f"## When called\n\n{numbered(grown, TEST)}"
    assert [change for change in told(before, after) if change.startswith("step")] == ["step-edited step 1"]


def test_steps_in_other_words_are_the_same_steps() -> None:
    before = numbered("Collect the failing tests and their logs", "Measure the memory of the slow ones")
    after = numbered(
        "Collection of logs: gather failing tests by module and owner",
        "Rank modules by age",
        "Memory measurement for all slow tests, on a quiet machine",
    )
    assert told(before, after) == ["step-edited step 1", "step-added step 2", "step-edited step 2 -> step 3"]


def test_steps_in_another_order_are_one_change_beside_what_was_edited_in_them() -> None:
    shuffled = numbered(*STEPS[::-1]).replace("the author", "its author")
    assert told(numbered(*STEPS), shuffled) == [
        "workflow-reordered workflow in Process",
        "step-edited step 3 -> step 2",
    ]


def test_a_rule_that_binds_less_after_a_split_is_told_beside_it() -> None:
    before = numbered(READ, "Run the unit tests, then you must push to the side branch of the team.", ASK)
    after = numbered(READ, "Run the unit tests.", "Then push to the side branch of the team.", ASK)
    assert told(before, after) == [
        "step-split step 2 -> steps 2 to 3",
        "constraint-weakened constraint",
    ]


FORMS = {
    "items": numbered(*STEPS),
    "bullets": "\n".join(f"- {step}" for step in STEPS),
    "titles": headed(*STEPS),
    "labelled titles": headed(*STEPS, label="Phase "),
    "labels": labelled(*STEPS),
}


@pytest.mark.parametrize("one", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("other", FORMS.values(), ids=FORMS)
def test_the_form_of_a_workflow_is_form(one: str, other: str) -> None:
    assert told(one, other) == []


def test_a_title_with_a_paragraph_says_the_same_as_an_item_with_a_bold_beginning() -> None:
    names = ("Read", "Test", "Write")
    items = numbered(*(f"**{name}**: {step}" for name, step in zip(names, STEPS, strict=False)))
    titles = "\n\n".join(
        f"### Step {number}: {name}\n\n{step}"
        for number, (name, step) in enumerate(zip(names, STEPS, strict=False), 1)
    )
    assert told(items, titles) == told(titles, items) == []


def test_what_a_kept_step_leaves_to_a_new_one_moves() -> None:
    before = headed(
        "Discovery\n\nRead about the harbour and the goals of its owner.",
        "Loading\n\nLoad the wagons with grain and steel before noon.",
        "Freight\n\nDeliver freight of value to harbour towns.\n\nChecklist of all:\n\n- Wagons met",
    )
    after = headed(
        "Discovery\n\nRead about the harbour and the goals of its owner.",
        "Freight\n\nDeliver freight of value to all harbour towns.",
        "Closing ceremony\n\nChecklist of all:\n\n- The gates are locked at night",
    )
    assert "content-moved paragraph in 3. Freight -> paragraph in 3. Closing ceremony" in told(before, after)
