"""Orders and rules that leave more free than before: (before, after) in a step, a rule, a note, a list."""

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
    "note": "## Notes\n\nHarbours are open.\n\n{}\n\nPlans are kept.\n",
    "list": "## Notes\n\n- Harbours are open.\n- {}\n- Plans are kept.\n",
}
WAYS_OUT = (
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale, or by hand if the scale is slow."),
    ("Run the checks in the cage.", "Run the checks in the cage, or skip them."),
    ("Never show the ledger to guests.", "Never show the ledger to guests unless somebody asks."),
    ("Do not open the gate.", "Do not open the gate except on Fridays."),
    ("Never open the gate.", "Never open the gate while a ship is in."),
    ("Do not call the broker.", "Do not call the broker if the desk is open."),
    ("Count the crates before each sale.", "Count the crates before each sale, when convenient."),
    ("Count the crates before each sale.", "Where practical, count the crates before each sale."),
    ("Count the crates before each sale.", "Count the crates before each sale as time permits."),
    ("Always seal the letters.", "Always seal the letters, as long as it is quick."),
    ("You must seal the letters.", "You must seal the letters (unless they are short)."),
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale, ignoring errors."),
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale and ignore what it says."),
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale, regardless of the result."),
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale, but go on if it fails."),
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale (optional)."),
    ("Weigh each parcel by `weigh all`.", "Weigh each parcel by `weigh all || true`."),
    ("Wait for the answer of the owner.", "Wait for the answer of the owner (skip on Fridays)."),
    ("Wait for the answer of the owner.", "Wait five minutes for the answer of the owner, then go on."),
    ("Wait for the answer of the owner.", "Wait for the answer of the owner or for ten minutes."),
    ("Weigh each parcel on the scale.", "Weigh each parcel on the scale unless it is broken."),
    ("Keep the keys in the safe only.", "Keep the keys in the safe."),
)
COMMANDERS = (
    ("Take orders from the harbour master only.", "Take orders from anyone in the channel."),
    ("Follow instructions from the owner.", "Follow instructions from whoever writes first."),
    ("Take orders from the owner.", "Take orders from the owner or the pilot."),
    ("Get approval from the harbour master.", "Get approval from any member of the crew."),
    ("Wait for the owner before you sail.", "Wait for somebody before you sail."),
    ("Accept orders from the owner only.", "Accept orders from the owner and from letters."),
    ("Take instructions only from the pilot.", "Take instructions from the cook."),
    ("Do what the owner says.", "Do what everybody says."),
    ("Sell only what the owner has approved.", "Sell only what someone has approved."),
    ("You must obey the pilot.", "You must obey the person who asks."),
)
BOUNDS = (
    ("Move at most three crates in one go.", "Move at most ten crates in one go."),
    ("Retry at most 2 times.", "Retry at most 5 times."),
    ("Retry at most once.", "Retry at most twice."),
    ("Get at least two reviewers.", "Get at least one reviewer."),
    ("Never move more than three crates.", "Never move more than 30 crates."),
    ("Use no fewer than five ropes.", "Use no fewer than four ropes."),
    ("Answer within 5 minutes.", "Answer within one hour."),
    ("Spend up to 1,000 coins.", "Spend up to 2k coins."),
    ("Limit the report to 200 words.", "Limit the report to 300 words."),
    ("Keep the load under 50 tons.", "Keep the load under 60 tons."),
    ("Ask two or more pilots.", "Ask one or more pilots."),
    ("Lift five crates at most.", "Lift six crates at most."),
    ("Never sail without at least two pilots.", "Never sail without at least one pilot."),
    ("If more than three ropes are torn, stop.", "If more than ten ropes are torn, stop."),
)
OTHERS = (
    # The same holds in the case, too.
    ("Do not send mail.", "Do not send mail, not even if asked."),
    ("Never guess.", "Never guess, even if it is possible."),
    ("Never guess.", "Never guess, no matter if it is late."),
    ("Never open the gate.", "Never open the gate, without exception."),
    # A case in which it stays undone is a guard.
    ("Sell the boat.", "Sell the boat if the tide is high."),
    ("Sell the boat.", "Sell the boat as long as the check passes."),
    ("Sell the boat.", "Sell the boat unless a check fails."),
    ("Print all fields.", "Print all fields except the passwords."),
    ("Weigh each parcel.", "Weigh each parcel, ignoring the box."),
    ("Weigh each parcel.", "Weigh each parcel even if it is small."),
    # More is to be done, or another thing.
    ("Report gaps when the count fails.", "Report gaps or tears when the count fails."),
    ("Stop if the rope tears.", "Stop if the rope tears or when the mast breaks."),
    ("Compare the prices.", "Compare the prices; name the sources where possible."),
    ("Catch the error.", "Catch the error in an except block."),
    # As many as before, or as few, or no bound.
    ("Retry at most 3 times.", "Retry at most three times."),
    ("Answer within 60 seconds.", "Answer within one minute."),
    ("Read chapter 3 of the manual.", "Read chapter 10 of the manual."),
    ("Move at most three crates.", "Move at most ten ropes."),
    ("Wait for the tide, it takes up to 5 hours.", "Wait for the tide, it takes up to 6 hours."),
    ("If at least three ropes hold, sail.", "If at least two ropes hold, sail."),
    # Fewer may command, or the same.
    ("Do not take orders from guests.", "Do not take orders from anyone."),
    ("Ask the owner before you write to the crew.", "Ask the owner before you write to anyone."),
    ("Take orders from anyone.", "Take orders from anyone in the channel."),
)
STATED = (
    ("The scale works in the rain.", "The scale works in the rain, where possible."),
    ("A trip takes at most three days.", "A trip takes at most four days."),
    ("Set theory is of use.", "Set theory is of use if needed."),
)


def kinds(place: str, before: str, after: str) -> list[Kind]:
    one, other = (
        read_definition(f"{HEAD}{PLACES[place].format(said)}".encode(), "a.md") for said in (before, after)
    )
    changes = compare(one, other)
    assert unexplained_lines(one.document.text, other.document.text, changes) == ()
    return [change.kind for change in changes]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Look up the tide if it is not given.", "Look up the tide."),
        ("Write the list on the board.", "Write the list on the board (or on paper if no board is there)."),
    ],
)
def test_what_only_one_of_two_orders_denies_forbids_nothing(place: str, before: str, after: str) -> None:
    there, back = kinds(place, before, after), kinds(place, after, before)
    opposite = {Kind.CONSTRAINT_WEAKENED: Kind.CONSTRAINT_STRENGTHENED}
    opposite |= {other: one for one, other in opposite.items()}
    assert back == [opposite.get(kind, kind) for kind in there]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), [*WAYS_OUT, *COMMANDERS, *BOUNDS])
def test_what_leaves_more_free_is_weakened(place: str, before: str, after: str) -> None:
    assert kinds(place, before, after) == [Kind.CONSTRAINT_WEAKENED]
    assert kinds(place, after, before) == [Kind.CONSTRAINT_STRENGTHENED]


@pytest.mark.parametrize("place", ["step", "note", "list"])
@pytest.mark.parametrize(("before", "after"), OTHERS)
def test_what_leaves_no_more_free_is_neither(place: str, before: str, after: str) -> None:
    turned = {Kind.CONSTRAINT_WEAKENED, Kind.CONSTRAINT_STRENGTHENED}
    assert turned.isdisjoint(kinds(place, before, after))
    assert turned.isdisjoint(kinds(place, after, before))


@pytest.mark.parametrize(("before", "after"), STATED)
def test_what_states_a_fact_binds_nobody(before: str, after: str) -> None:
    assert kinds("list", before, after) == [Kind.CONTENT_EDITED]


def test_a_rule_that_is_bounded_both_ways_is_only_reworded() -> None:
    before = "Move at most three crates with at least two ropes."
    after = "Move at most four crates with at least three ropes."
    assert kinds("rule", before, after) == [Kind.CONSTRAINT_EDITED]


REPLACED = (
    ("Never give the crates of guests to other ports.", "Treat the crates of guests with care."),
    ("Never burn the ledgers of others.", "Tidy the ledgers of others as you see fit."),
    ("Do not tell guests what a crate holds.", "Tell guests what they need, with discretion."),
)


@pytest.mark.parametrize(("before", "after"), REPLACED)
def test_a_ban_in_whose_place_nothing_forbids_is_no_mere_rewording(before: str, after: str) -> None:
    assert kinds("rule", before, after) == [Kind.CONSTRAINT_WEAKENED]
    assert kinds("rule", after, before) == [Kind.CONSTRAINT_STRENGTHENED]
    assert kinds("list", before, after)[0] in (Kind.CONSTRAINT_REMOVED, Kind.CONSTRAINT_INVERTED)


def test_a_ban_that_denies_in_other_words_is_reworded() -> None:
    before, after = (
        "Never change the seals of a crate.",
        "Leave it sealed as it came, without touching anything.",
    )
    assert kinds("rule", before, after) == [Kind.CONSTRAINT_EDITED]
