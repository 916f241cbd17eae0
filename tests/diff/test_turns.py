"""Sentences that became their opposite: (before, after), as a paragraph and as one of a list of rules."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.diff.kinds import Kind
from agentreg.diff.roots import root, sense
from agentreg.formats.read import read_definition

PLACES = {
    "paragraph": "## Notes\n\nBe kind to all people.\n\n{}\n\nKeep to the plan.\n",
    "rule": "## Rules\n\n- Be kind to all people.\n- {}\n- Keep to the plan.\n",
}
TURNED = (
    ("**Never push to main**", "**push to main**"),
    ("**NEVER push to main**", "**Always push to main**"),
    ("IMPORTANT: never push to main.", "IMPORTANT: push to main."),
    ("Never - under any circumstances - push to main.", "Push to main."),
    ("Secrets are never logged.", "Secrets are logged."),
    ("This agent does not push to remotes.", "This agent pushes to remotes."),
    ("Make sure not to push to main.", "Make sure to push to main."),
    ("Ensure no secrets are committed.", "Ensure secrets are committed."),
    ("\u274c Push to main", "\u2705 Push to main"),
    ("Never push to main.", "Never hesitate to push to main."),
    ("Never push to main.", "It's fine to push to main."),
    ("Never push to main.", "Pushing to main is OK."),
    ("Never delete files and never push to main.", "Delete files and never push to main."),
    ("Never delete files and never push to main.", "Delete files and push to main."),
    ("Always ask first, and never push to main.", "Always ask first, and push to main."),
)
KEPT = (
    ("\u274c Push to main", "Push to main"),
    ("\u274c Bad names are used", "FAIL: Bad names are used"),
    ("Never use plain HTTP.", "Always use HTTPS."),
    ("Do not use npm.", "Use pnpm."),
    ("Do not use passive voice.", "Use active voice."),
    ("Don't include secrets.", "Include no secrets."),
    ("Never leave gaps.", "Leave no gaps."),
    ("Never push to main.", "Do not push to main."),
    ("Never push to main.", "Avoid pushing to main."),
    ("Never push to main or to a branch of others.", "You won't push to main or to a branch of others."),
    ("Never push to main or to a branch of others.", "Couldn't push to main or to a branch of others."),
    ("Validate at boundaries. Never trust input.", "Validate at boundaries, NEVER trust input"),
)


def kinds(place: str, before: str, after: str) -> list[Kind]:
    texts = (f"---\nname: a\ndescription: b\n---\n\n{PLACES[place].format(one)}" for one in (before, after))
    return [change.kind for change in compare(*(read_definition(one.encode(), "a.md") for one in texts))]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), TURNED)
def test_the_opposite_is_an_inversion_from_either_side(place: str, before: str, after: str) -> None:
    assert Kind.CONSTRAINT_INVERTED in kinds(place, before, after)
    assert Kind.CONSTRAINT_INVERTED in kinds(place, after, before)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("before", "after"), KEPT)
def test_the_same_in_other_words_and_another_thing_are_none(place: str, before: str, after: str) -> None:
    assert Kind.CONSTRAINT_INVERTED not in kinds(place, before, after)


def test_a_title_that_forbids_may_be_turned() -> None:
    assert Kind.CONSTRAINT_INVERTED in kinds("paragraph", "### Never push to main", "### Push to main")


def test_a_sentence_that_is_still_there_was_not_turned() -> None:
    both = "Never push to main.\n\nPush to main."
    assert Kind.CONSTRAINT_INVERTED not in kinds("paragraph", "Never push to main.", both)


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("delete deletes deleting", "delet"),
        ("commit commits committing", "commit"),
        ("pass", "pass"),
        ("ring", "ring"),
    ],
)
def test_forms_of_a_word_have_one_root(words: str, stem: str) -> None:
    assert {root(word) for word in words.split()} == {stem}


def test_a_sentence_by_its_sense() -> None:
    assert sense("You must never push it to main.") == sense("Do not push to main")
    assert sense("Never forget to push it.") == sense("Push!")
