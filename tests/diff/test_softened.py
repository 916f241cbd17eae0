"""Orders that hold something up, and what became of them: (before, after) in a step, a rule, a note."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition

HEAD = "---\nname: a\ndescription: b\n---\n"
PLACES = {
    "step": "## Workflow\n\n1. Read the ticket and the notes.\n2. {}\n3. Write the report.\n",
    "rule": "## Rules\n\n- Be kind to all people.\n- {}\n- Keep to the plan.\n",
    "note": "## Notes\n\nBe kind to all people.\n\n{}\n\nKeep to the plan.\n",
}
SOFTENED = (
    ("Block the release if any test fails.", "Warn if any test fails."),
    ("Fail the build when a license is missing.", "Report when a license is missing."),
    ("Refuse orders that name no owner.", "Mention orders that name no owner."),
    ("Reject the change when coverage drops.", "Note it when coverage drops."),
    ("If a check is red, abort the upload.", "If a check is red, add a note to the log."),
    ("A red check blocks the upload.", "A red check is logged."),
    ("Uploads without a ticket are rejected.", "Uploads without a ticket are flagged."),
    ("You must stop when the schema differs.", "You must tell the user when the schema differs."),
    ("Halt on the first error.", "Log the first error."),
)
UNASKED = (
    ("Ask before you sell the boat.", "You have our full confidence to sell the boat."),
    ("Ask us first before you sell the boat.", "Sell the boat with care."),
    ("Show the plan and wait for a yes.", "Show the plan and carry on."),
    ("Show the plan and wait for the owner's OK.", "Show the plan and proceed."),
    ("Present the list and get sign-off.", "Present the list."),
    ("Present the plan for approval.", "Present the plan."),
    ("Go on with the release only after the owner's OK.", "Go on with the release."),
    ("Go on with the sale once the user agrees.", "Go on with the sale."),
    ("Ask the user whether to drop the table.", "Drop the table."),
    ("Check with the owner before you sell the boat.", "Sell the boat."),
    ("Hold the release until somebody says go.", "Do the release."),
    ("Sell the boat after the user has approved it.", "Sell the boat."),
)
WAVED_ON = (
    ("Stop and tell the user if the diff holds keys.", "Continue and log if the diff holds keys."),
    ("If tests fail, stop.", "If tests fail, continue."),
    ("If the schema differs, abort.", "If the schema differs, log it and go on."),
    ("Reject the change when coverage drops.", "Accept the change when coverage drops."),
    ("Block merges with red tests.", "Allow merges with red tests."),
    ("Fail the job on a missing license.", "Ignore a missing license."),
    ("Run all checks and stop when a check fails.", "Run all checks; failing checks may be skipped."),
    ("Ask the owner to confirm before painting the boat.", "If he is busy, paint the boat right away."),
)
OTHERS = (
    ("Ask before you sell the boat.", "Ask first, then sell the boat."),
    ("Ask questions about the boat before you sell it.", "Read about the boat before you sell it."),
    ("Stop if a check fails.", "Stop if any check fails."),
    ("Stop when the list is empty.", "Report when the list is empty."),
    ("Stop the server, then report the log.", "Report the log."),
    ("Reject the change when coverage drops.", "Refuse the change when coverage drops."),
    ("Block the release if a test fails.", "Note the time of the release."),
    ("Fail the build when a license is missing.", "Report a missing license, and never merge without one."),
    ("If a check blocks the release, ask the owner.", "If a check blocks the release, tell the owner."),
    ("Do not block the release if a test fails.", "Warn if a test fails."),
    ("Report the size of each block.", "Report the size of each part."),
    ("Ask the user for the name of the boat.", "Look up the name of the boat."),
    ("Wait for the user to agree to the plan.", "Confirm the plan with the user."),
    ("Check with the owner before you sell the boat.", "Never sell the boat."),
    ("Check with the owner before you sell the boat.", "Stop before you sell the boat."),
    ("Confirm the result.", "Check the result."),
    ("Do all of it, never pause for approval.", "Do all of it."),
)


def kinds(place: str, before: str, after: str) -> list[Kind]:
    one, other = (
        read_definition(f"{HEAD}{PLACES[place].format(said)}".encode(), "a.md") for said in (before, after)
    )
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [change.kind for change in changes]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), SOFTENED)
def test_what_stopped_and_only_speaks_now_is_weakened(place: str, before: str, after: str) -> None:
    assert kinds(place, before, after) == [Kind.CONSTRAINT_WEAKENED]
    assert kinds(place, after, before) == [Kind.CONSTRAINT_STRENGTHENED]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), UNASKED)
def test_what_was_done_with_a_yes_and_is_done_without_now_is_weakened(
    place: str, before: str, after: str
) -> None:
    assert kinds(place, before, after) == [Kind.CONSTRAINT_WEAKENED]
    assert kinds(place, after, before) == [Kind.CONSTRAINT_STRENGTHENED]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), WAVED_ON)
def test_what_stopped_and_lets_it_go_on_now_is_inverted(place: str, before: str, after: str) -> None:
    assert kinds(place, before, after) == kinds(place, after, before) == [Kind.CONSTRAINT_INVERTED]


@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_what_still_stops_and_another_thing_are_neither(before: str, after: str) -> None:
    turned = {Kind.CONSTRAINT_WEAKENED, Kind.CONSTRAINT_INVERTED, Kind.CONSTRAINT_STRENGTHENED}
    assert turned.isdisjoint(kinds("step", before, after))


def test_the_rest_of_a_step_is_told_as_before() -> None:
    before = "Run the linter. Block the release if a test fails."
    assert kinds("step", before, "Run all linters. Warn if a test fails.") == [
        Kind.STEP_EDITED,
        Kind.CONSTRAINT_WEAKENED,
    ]
