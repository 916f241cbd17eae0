"""Tables of (base, ours, theirs, merged) for prose; None where a person has to choose."""

from __future__ import annotations

import pytest

from agentreg.merge.wording import alike, merge_wording

READ, TEST, REPORT = "Read the whole diff.", "Run the tests twice.", "Report to the author."

ROWS = {
    "different sentences": (
        f"{READ} {TEST}",
        "Read the whole diff and its history. Run the tests twice.",
        "Read the whole diff. Run the tests three times.",
        "Read the whole diff and its history. Run the tests three times.",
    ),
    "one sentence": (READ, "Read the diff.", "Read the whole diff slowly.", None),
    "different words of one sentence": (
        "Read the whole diff before you say anything to the author of it.",
        "Study the whole diff before you say anything to the author of it.",
        "Read the whole diff before you say anything to the owner of it.",
        "Study the whole diff before you say anything to the owner of it.",
    ),
    "words that stand beside each other": (
        "Read the whole diff before you speak to the author.",
        "Study the whole diff before you speak to the author.",
        "Read each diff before you speak to the author.",
        None,
    ),
    "different words of a rule": (
        "Never send the report to the author before noon.",
        "Never send the draft to the author before noon.",
        "Never send the report to the author before nine.",
        None,
    ),
    "words inside code": (
        "Run `make test --quick` in the folder of the change.",
        "Run `make test --slow` in the folder of the change.",
        "Run `make test --quick` in the root of the change.",
        None,
    ),
    "one word added twice": (
        "Read the diff, the notes and the history of the change.",
        "Read the whole diff, the notes and the history of the change.",
        "Read the diff, the notes and the history of the whole change.",
        None,
    ),
    "a sentence that is mostly new": (
        "Read the diff of the change.",
        "Study at length and in silence the diff of the change.",
        "Read the diff of the change with a friend and a lamp.",
        None,
    ),
    "the same edit": (READ, "Read the diff.", "Read the diff.", "Read the diff."),
    "both add": (READ, f"{READ} {TEST}", f"{READ} {REPORT}", f"{READ} {TEST} {REPORT}"),
    "both add the same": (READ, f"{READ} {TEST}", f"{READ} {TEST}", f"{READ} {TEST}"),
    "both add nearly the same": (READ, f"{READ} {TEST}", f"{READ} Never run the tests twice.", None),
    "one removes what the other edits": (f"{READ} {TEST}", READ, f"{READ} Run the tests once.", None),
    "one removes, the other edits elsewhere": (f"{READ} {TEST}", TEST, f"{READ} Test it.", "Test it."),
    "ours wraps": (
        f"{READ} {TEST} {REPORT}",
        f"{READ}\n{TEST}\n{REPORT}",
        f"{READ} {TEST} Report to nobody.",
        f"{READ}\n{TEST} Report to nobody.",
    ),
    "theirs wraps": (
        f"{READ} {TEST} {REPORT}",
        f"Read it. {TEST} {REPORT}",
        f"{READ}\n{TEST}\n{REPORT}",
        f"Read it.\n{TEST}\n{REPORT}",
    ),
    "emphasis against an edit": (
        f"{READ} {TEST}",
        f"**{READ}** {TEST}",
        f"{READ} Test it.",
        f"**{READ}** Test it.",
    ),
    "nothing before": ("", READ, TEST, f"{READ} {TEST}"),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "merged"), ROWS.values(), ids=ROWS)
def test_prose_merges_by_sentence(base: str, ours: str, theirs: str, merged: str | None) -> None:
    assert merge_wording(base, ours, theirs) == merged


@pytest.mark.parametrize(("base", "ours", "theirs"), [row[:3] for row in ROWS.values()], ids=ROWS)
def test_swapping_the_sides_keeps_the_verdict(base: str, ours: str, theirs: str) -> None:
    assert (merge_wording(base, theirs, ours) is None) == (merge_wording(base, ours, theirs) is None)


def test_an_empty_text_is_like_any_other() -> None:
    assert alike("", READ)


def test_what_one_side_says_beyond_an_edit_of_both_is_no_rival() -> None:
    more = "Read the new diff. Never read the new diff alone."
    assert merge_wording("Read the old diff. Then stop.", more, "Read the new diff.") == more
