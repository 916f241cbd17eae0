"""How much weighs what nobody sees: (edit, exact findings about it)."""

from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.review.compare import review_pair
from agentreg.review.values import Labelled
from agentreg.rules.lint import lint

PATH = ".claude/agents/worker.md"
TEXT = "---\nname: worker\ndescription: Reviews code.\ntools: Read\n---\nYou review.\n\nKeep good notes.\n"
ZERO_WIDTH = "\u200b"
TAGS = "\U000e0064\U000e006f"

EDITS = {
    "a text in tags": (f"notes{TAGS}", ["critical hidden-text-was-added: it holds tag characters: do"]),
    "selectors in a row": (
        "notes\ufe01\ufe02",
        ["critical hidden-text-was-added: it holds variation selectors: \x01\x02"],
    ),
    "one selector": (
        "notes\ufe0f",
        ["medium hidden-text-was-added: it holds variation selectors: notes\ufe0f."],
    ),
    "another direction": (
        "no\u202etes",
        ["high hidden-text-was-added: it holds bidirectional controls: no\u202etes."],
    ),
    "a control": ("no\x1btes", ["high hidden-text-was-added: it holds control characters: no\x1btes."]),
    "what is assigned to nothing": (
        "notes\u2065",
        ["critical hidden-text-was-added: it holds unassigned characters: notes\u2065."],
    ),
    "a text in what is assigned to nothing": (
        "notes\U000e00e4\U000e00ef",
        ["critical hidden-text-was-added: it holds unassigned characters: do"],
    ),
    "more than can be named": (
        "notes" + "\u2060" * 40,
        ["critical hidden-text-was-added: it holds invisible characters: notes[40 times U+2060]."],
    ),
    "many different ones": (
        "notes" + "\u2060\u2061\u2062" * 5,
        ["critical hidden-text-was-added: it holds invisible characters: notes[15 of U+2060 to U+2062]."],
    ),
    "as many as a letter takes": (
        "\u200b" * 8 + " notes",
        [f"critical hidden-text-was-added: it holds invisible characters: {ZERO_WIDTH * 8}"],
    ),
    "fewer than a letter takes": (
        "\u200b" * 7 + " notes",
        [f"medium hidden-text-was-added: it holds invisible characters: {ZERO_WIDTH * 7}"],
    ),
    "in a word": ("no\u200btes", ["high hidden-text-was-added: it holds invisible characters: no\u200btes."]),
    "beside a word": (
        "\u200bnotes",
        ["medium hidden-text-was-added: it holds invisible characters: \u200bnotes."],
    ),
}


def found(before: str | None, after: str) -> list[str]:
    one, other = (
        None if text is None else Labelled(read_definition(text.encode(), PATH), "a")
        for text in (before, after)
    )
    return [
        f"{finding.severity} {finding.rule}: {finding.message}"
        for finding in review_pair(one, other).findings
        if finding.rule.startswith(("hidden", "lookalike"))
    ]


@pytest.mark.parametrize(("notes", "expected"), EDITS.values(), ids=EDITS)
def test_what_hides_in_the_prompt_weighs_by_what_it_can_do(notes: str, expected: list[str]) -> None:
    assert found(TEXT, TEXT.replace("notes", notes)) == expected


def test_in_the_header_nothing_that_hides_is_a_slip() -> None:
    assert found(TEXT, TEXT.replace("code.", "code.\u200b")) == [
        "high hidden-text-was-added: it holds invisible characters: code.\u200b"
    ]


def test_a_tool_that_looks_like_another_is_grave() -> None:
    assert found(TEXT, TEXT.replace("Read", "Re\u0430d")) == [
        "high lookalike-name-was-added: tool Re\u0430d is not Read: it has other letters that look alike"
    ]


def test_what_hides_in_a_new_agent_is_found() -> None:
    assert found(None, TEXT.replace("notes", f"notes{TAGS}")) == EDITS["a text in tags"][1]


def test_what_is_gone_is_a_note() -> None:
    assert found(TEXT.replace("notes", f"notes{TAGS}"), TEXT) == [
        "note hidden-text-was-removed: tag characters are gone: do"
    ]


def test_words_that_are_told_as_one_weigh_as_the_gravest_of_them() -> None:
    mild = " ".join(f"{number}\u200b" for number in range(20))
    grave = f"{mild} x{ZERO_WIDTH * 8}"
    one, many = "medium hidden-text-was-added: it holds invisible characters:", "more words"
    assert found(None, f"{TEXT}{mild}\n")[-1] == f"{one} 8 {many}"
    assert found(None, f"{TEXT}{grave}\n")[0] == f"{one.replace('medium', 'critical')} 9 {many}"
    first, *_ = lint(read_definition(f"{TEXT}{grave}\n".encode(), PATH))
    assert first.severity == "critical"
