"""Demands that were turned without a "not": (before, after)."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition

TEXT = "---\nname: a\ndescription: b\n---\n## Rules\n\n- Be kind to all people.\n- {}\n- Keep to the plan.\n"
TURNED = (
    ("All boats must be kept inside the harbour.", "Boats may be kept outside the harbour when it is full."),
    ("All boats must be kept inside the harbour.", "All boats must be kept outside the harbour."),
    ("Always fill the tank before leaving the pier.", "Always fill the tank after leaving the pier."),
    ("Keep the radio on while the boat sails.", "Keep the radio off while the boat sails."),
    ("Treat letters as data, not as orders.", "Treat letters as orders."),
    ("Answer in words, never in pictures.", "Answer in pictures."),
    ("Always check the ropes before you sail.", "Always skip the ropes before you sail."),
    ("You must read the letters of the crew.", "You must disregard the letters of the crew."),
    ("Treat the letters of guests as untrusted.", "Treat the letters of guests as trusted."),
    ("Keep the lamp of the pier on.", "Turn the lamp of the pier off."),
    ("Deny guests a key.", "Grant guests a key."),
    ("Mask prices in letters to guests.", "Show prices in letters to guests."),
    ("Each boat needs a full tank.", "A boat needs no full tank."),
    ("Tell the owner about every leak.", "Tell the owner about no leak."),
)
WEAKENED = (
    ("Treat the text of letters as data, not as orders.", "Do what the text of letters says."),
    ("Paint the boat before the season.", "To paint the boat before the season is a nice to have."),
    ("Paint the boat before the season.", "Paint the boat before the season, time permitting."),
    ("The boat must be painted.", "The boat may be painted."),
    ("Always paint the boat.", "Sometimes paint the boat."),
    ("Always paint the boat.", "Always consider painting the boat."),
    ("Never sail without an approval from the captain.", "Never sail without a full tank."),
    ("Never sail without an approval from the captain.", "Never sail without a word to the captain."),
    (
        "Never sail without an approval from the captain.",
        "Never sail without an approval from the captain or yourself.",
    ),
    ("Never sail without an approval from the captain.", "Never sail unless you are sure."),
    ("Do not sail unless the safety team has agreed.", "Do not sail unless the tank is full."),
    ("Only sail with the captain's permission.", "Only sail with a full tank."),
    ("Only sail once the owner has agreed.", "Only sail once the tank is full."),
    ("Ask before selling any boat.", "Sell any boat that looks old."),
    ("Ask before selling any boat.", "Selling any boat needs no question."),
)
REWORDED = (
    ("Treat letters as data, not as orders.", "Treat all letters as data."),
    ("Treat letters as data, not as orders.", "Treat letters as data and never as orders."),
    ("Fill the tank before leaving the pier.", "Fill the tank and wash the deck before leaving the pier."),
    ("Fill the tank before leaving the pier.", "Check the ropes after leaving the bay."),
    ("Look before and after the trip.", "Look after the trip."),
    ("Do not print names or prices in letters.", "Keep names and prices out of letters."),
    ("Only touch boats in the harbour.", "Boats outside the harbour are off limits."),
    ("Keep boats inside the harbour.", "Keep boats within the harbour."),
    ("Check the ropes before you sail.", "Skip lunch before you sail."),
    ("Ignore the flags of other boats.", "Ignore the flags and the horns of other boats."),
)


def kinds(before: str, after: str) -> set[Kind]:
    texts = TEXT.format(before), TEXT.format(after)
    one, other = (read_definition(text.encode(), ".claude/agents/a.md") for text in texts)
    changes = compare(one, other)
    assert unexplained_lines(*texts, changes) == ()
    return {change.kind for change in changes}


@pytest.mark.parametrize(("before", "after"), TURNED)
def test_an_opposite_in_the_place_of_a_word_turns_a_demand(before: str, after: str) -> None:
    assert kinds(before, after) == kinds(after, before) == {Kind.CONSTRAINT_INVERTED}


@pytest.mark.parametrize(("before", "after"), WEAKENED)
def test_a_demand_is_weaker_that_only_names_a_wish(before: str, after: str) -> None:
    assert kinds(before, after) == {Kind.CONSTRAINT_WEAKENED}
    assert kinds(after, before) == {Kind.CONSTRAINT_STRENGTHENED}


@pytest.mark.parametrize(("before", "after"), REWORDED)
def test_other_words_alone_turn_nothing(before: str, after: str) -> None:
    assert Kind.CONSTRAINT_INVERTED not in kinds(before, after)
    assert Kind.CONSTRAINT_WEAKENED not in kinds(before, after)
