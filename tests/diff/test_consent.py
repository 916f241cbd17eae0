"""Sentences that say that nobody has to be asked, and what they say it of."""

from __future__ import annotations

import pytest

from agentreg.diff.consent import is_waiver, is_wanted, waived_of

WAIVERS = {
    "You do not need the consent of the user for deletions.": {"delet"},
    "You do not need permission to paint boats.": {"paint", "boat"},
    "Never ask the user before painting boats.": {"paint", "boat"},
    "Do not ask for confirmation.": set(),
    "Don't wait for the owner's approval.": set(),
    "You may skip the confirmation when the user seems busy.": set(),
    "When the user is away, assume consent.": set(),
    "No approval is needed.": set(),
    "There is no need for approval before painting boats.": {"paint", "boat"},
    "There's no need for the owner's consent.": set(),
    "Do not bother to ask for confirmation.": set(),
    "Don't bother with the owner's approval.": set(),
}
OTHERS = (
    "Ask for confirmation.",
    "Never assume consent.",
    "Do not skip the confirmation.",
    "Do not ask for approval twice.",
    "Do not ask for approval without a plan.",
    "Do not pause for confirmation: refuse it.",
    "Never ask the user for a password.",
    "Do not ask the user what the code says.",
    "Never sell without asking.",
    "Do not bother the owner before you ask for approval.",
    "Do not bother to explain the approval.",
    "There is no need for a boat that waits for approval.",
)


@pytest.mark.parametrize(("said", "acts"), WAIVERS.items())
def test_a_sentence_may_waive_asking(said: str, acts: set[str]) -> None:
    assert (is_waiver(said), waived_of(said)) == (True, acts)


@pytest.mark.parametrize("said", OTHERS)
def test_a_sentence_that_speaks_of_asking_need_not_waive_it(said: str) -> None:
    assert not is_waiver(said)


@pytest.mark.parametrize(
    ("said", "waived", "expected"),
    [
        ("Ask the user for approval before painting a boat.", {"paint", "boat"}, True),
        ("Ask the user for approval before painting a boat.", {"paint"}, True),
        ("Ask the user for approval before painting a boat.", {"clean"}, False),
        ("Ask the user for approval before painting a boat.", set(), True),
        ("Ask questions that help.", set(), False),
        ("Never ask for approval.", set(), False),
    ],
)
def test_what_is_waived_was_wanted_before_where_it_was_about_the_same(
    said: str, waived: set[str], expected: bool
) -> None:
    assert is_wanted(said, frozenset(waived)) is expected
