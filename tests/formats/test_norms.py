from __future__ import annotations

import pytest

from agentreg.formats.norms import find_norm
from formats.reading import prompt_of

NORMS = {
    "You MUST run the tests.": "must do",
    "Always run the tests.": "must do",
    "It shall be fast.": "must do",
    "You are required to log.": "must do",
    "You WILL create a plan.": "must do",
    "Ask the owner for approval before you sell.": "must do",
    "Wait for confirmation.": "must do",
    "Ask the user before you sell.": "must do",
    "You have to log.": "must do",
    "Then, you need to log.": "must do",
    "Each change has to be read.": "must do",
    "Show the plan and wait for a yes.": "must do",
    "Wait for the user's OK.": "must do",
    "Wait until the user has agreed.": "must do",
    "Pause here until your lead has read it.": "must do",
    "Ask which one, and wait for the answer.": "must do",
    "Do neither push nor tag.": "must do not",
    "You must not push.": "must do not",
    "Never push.": "must do not",
    "Do not push.": "must do not",
    "Don't push.": "must do not",
    "Don\u2019t push.": "must do not",
    "You cannot push.": "must do not",
    "Warn but don't fail.": "must do not",
    "Read it; do not run it.": "must do not",
    "Users DO NOT push.": "must do not",
    "Pushing is forbidden.": "must do not",
    "Under no circumstances push.": "must do not",
    "You may not push.": "must do not",
    "This IS NOT allowed.": "must do not",
    "Editing is not allowed.": "must do not",
    "No new files are allowed here.": "must do not",
    "Refrain from pushing.": "must do not",
    "Be careful not to push.": "must do not",
    "Take great care to not push.": "must do not",
    "Please make sure never to push.": "must do not",
    "Pushing is not OK.": "must do not",
    "Pushing is unacceptable.": "must do not",
    "You try not to push.": "should do not",
    "Only read files.": "must only",
    "Use only listed tools.": "must only",
    "You may only read files.": "must only",
    "You must only read files.": "must only",
    "Reply with JSON ONLY.": "must only",
    "You should run the tests.": "should do",
    "Prefer small functions.": "should do",
    "You should not push.": "should do not",
    "Avoid globals.": "should do not",
    "You may read files.": "may do",
    "It may read files.": "may do",
    "Optionally read files.": "may do",
    "Feel free to push.": "may do",
    "You are free to push.": "may do",
    "There is no need to ask.": "may do",
    "You need not ask.": "may do",
    "You do not need to ask.": "may do",
    "You don't have to ask.": "may do",
    "There's no need for a copy.": "may do",
    "Nets need not be dried.": "may do",
    "Nets do not have to be dried.": "may do",
    "A net doesn't need to be dried.": "may do",
    "Do not bother to dry the nets.": "may do",
    "You must not bother with the nets.": "may do",
    "Never bother about the nets.": "may do",
    "Don't bother drying the nets.": "may do",
    "Do not bother the pilot.": "must do not",
    "Never bother paying guests.": "must do not",
    "Tests are optional.": "may do",
    "Read files, and you should log, but never push.": "must do not",
    "If it fails, you must stop and should tell.": "must do",
}
FACTS = (
    "It can run tests.",
    "If you need to log, use the file.",
    "Read the files you need to change.",
    "It may have to be cut.",
    "Name the cases it may meet.",
    "Plans often need to be cut.",
    "Not every test needs to be fast.",
    "Say what needs to be done.",
    "It does not need to be read.",
    "Wait for a 200 OK.",
    "Wait for the server.",
    "If there is no need to log, stay quiet.",
    "If there is no need for a log, stay quiet.",
    "List the nets that need not be dried.",
    "Say which nets do not have to be dried.",
    "Is it done if you do not need to log?",
    "The form asks for confirmation.",
    "Files that require permission are listed.",
    "When you get permission errors, say so.",
    "Ask the user for a name.",
    "You will see the tests.",
    "This is not a test.",
    "Data may be lost.",
    "Users try not to push.",
    "If you are careful not to push, say so.",
    "Be careful to push.",
    "The result is not always right.",
    "If you don't know, ask.",
    "You don't just find problems.",
    "You may need to log in.",
    "Log it to avoid confusion.",
    "Read the `must` key and `never`.",
    "Run the tests.",
    "The only file is here.",
    "Supports only one file.",
    "This only happens here.",
    "Run only if asked.",
    "Flag it ONLY if it is new.",
    "Name the topics that are always of use.",
    "Fetch it whenever samples are required.",
    "Name what they avoid.",
    "Hooks don't have issues.",
    "The users cannot see it.",
)


@pytest.mark.parametrize(("sentence", "expected"), NORMS.items())
def test_a_normative_sentence_has_a_strength_and_a_polarity(sentence: str, expected: str) -> None:
    norm = find_norm(sentence)
    assert norm is not None
    assert f"{norm.strength} {norm.polarity}" == expected


@pytest.mark.parametrize("sentence", FACTS)
def test_a_sentence_that_states_a_fact_binds_nobody(sentence: str) -> None:
    assert find_norm(sentence) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You must run the tests.", "You should run the tests."),
        ("Always push.", "Never push."),
        ("Do not push to `main`.", "**Never** push to `main`"),
        ("IMPORTANT: You must test.", "You must test!"),
        ("Refrain from pushing.", "Never pushing."),
        ("Only read files.", "Never read files."),
    ],
)
def test_the_core_is_what_is_left_without_the_normative_words(one: str, other: str) -> None:
    (first,), (second,) = prompt_of(one).constraints, prompt_of(other).constraints
    assert first.core == second.core
    assert first.core
