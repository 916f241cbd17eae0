"""Hidden characters and names that look like others: (before, after, exact changes of what is not seen)."""

from __future__ import annotations

from time import process_time

import pytest

from agentreg.diff.changes import mirror
from agentreg.diff.compare import compare, compare_unseen
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

HEAD = "---\nname: worker\ndescription: Use for reviews.\ntools: Read, Grep\n---\n"
BODY = "You review services.\n\n- NEVER delete files.\n- Keep notes.\n"
TAGS = "\U000e0041\U000e0042"

Fact = tuple[str, str, str, str]


def definition(text: str) -> Definition:
    return read_definition(text.encode(), ".claude/agents/worker.md")


def unseen(before: str, after: str) -> list[Fact]:
    one, other = definition(before), definition(after)
    changes = compare(one, other)
    assert unexplained_lines(before, after, changes) == ()
    assert compare(other, one) == tuple(sorted(map(mirror, changes), key=compare(other, one).index))
    return [
        (change.kind, change.subject, change.after, change.after_span.of(after) if change.after_span else "")
        for change in changes
        if change.kind.startswith(("hidden", "lookalike"))
    ]


EDITS: dict[str, tuple[str, str, list[Fact]]] = {
    "in a word": (
        "NEVER",
        "NEV\u200bER",
        [("hidden-text-added", "invisible characters", "NEV\u200bER", "\u200b")],
    ),
    "between all letters of a word": (
        "NEVER",
        "N\u200bE\u200bV\u200bE\u200bR",
        [
            (
                "hidden-text-added",
                "invisible characters",
                "N\u200bE\u200bV\u200bE\u200bR",
                "\u200bE\u200bV\u200bE\u200b",
            )
        ],
    ),
    "in two words": (
        "Keep notes",
        "Ke\u200bep no\u200btes",
        [
            ("hidden-text-added", "invisible characters", "Ke\u200bep", "\u200b"),
            ("hidden-text-added", "invisible characters", "no\u200btes.", "\u200b"),
        ],
    ),
    "a text": ("notes.", f"notes.{TAGS}", [("hidden-text-added", "tag characters", "AB", TAGS)]),
    "in the name of the agent": (
        "name: worker",
        "name: wor\u202eker",
        [("hidden-text-added", "bidirectional controls", "wor\u202eker", "\u202e")],
    ),
    "in the description": (
        "Use for",
        "Use\u2060 for",
        [("hidden-text-added", "invisible characters", "Use\u2060", "\u2060")],
    ),
    "in the name of a tool": (
        "Grep",
        "Gr\u200bep",
        [("hidden-text-added", "invisible characters", "Gr\u200bep", "\u200b")],
    ),
    "a tool that looks like another": (
        "Read",
        "Re\u0430d",
        [("lookalike-name-added", "tool Re\u0430d", "Read", "Re\u0430d")],
    ),
    "a denied tool that looks like another": (
        "tools: Read, Grep",
        "tools: Read, Grep\ndisallowedTools: B\u0430sh",
        [("lookalike-name-added", "tool B\u0430sh", "Bash", "B\u0430sh")],
    ),
    "an agent that looks like another": (
        "name: worker",
        "name: w\u043erker",
        [("lookalike-name-added", "agent w\u043erker", "worker", "name: w\u043erker\n")],
    ),
    "prose of another script": ("notes", "\u0437\u0430\u043c\u0435\u0442\u043a\u0438 n\u043etes", []),
    "an emoji": ("notes", "notes \u26a0\ufe0f", []),
}


@pytest.mark.parametrize(("old", "new", "expected"), EDITS.values(), ids=EDITS)
def test_what_came_to_hide_is_told_beside_the_edit(old: str, new: str, expected: list[Fact]) -> None:
    assert unseen(HEAD + BODY, (HEAD + BODY).replace(old, new, 1)) == expected


HIDING = BODY.replace("notes", "no\u200btes")
KEPT = {
    "its word moves": (HIDING, "You review services.\n\n- Keep no\u200btes.\n- NEVER delete files.\n"),
    "another word is edited": (HIDING, HIDING.replace("NEVER", "Never ever")),
    "the text before it grows": (HIDING, f"First of all.\n\n{HIDING}"),
}


@pytest.mark.parametrize(("before", "after"), KEPT.values(), ids=KEPT)
def test_what_hid_there_before_is_not_told(before: str, after: str) -> None:
    assert unseen(HEAD + before, HEAD + after) == []


def test_what_goes_from_one_word_to_another_is_told() -> None:
    after = BODY.replace("NEVER", "NEV\u200bER")
    assert [fact[0] for fact in unseen(HEAD + HIDING, HEAD + after)] == [
        "hidden-text-added",
        "hidden-text-removed",
    ]


def test_of_several_that_are_the_same_the_last_is_new() -> None:
    (change,) = compare_unseen(definition(HEAD + HIDING), definition(HEAD + HIDING * 2))
    assert change.after_span
    assert change.after_span.start > len(HEAD + HIDING)


def test_a_mark_of_byte_order_at_the_start_is_form() -> None:
    assert unseen(HEAD + BODY, f"\ufeff{HEAD}{BODY}") == []


def test_all_that_hides_in_a_new_agent_is_told() -> None:
    changes = compare_unseen(None, definition((HEAD + HIDING).replace("Grep", "Gr\u0435p")))
    assert [change.subject for change in changes] == ["invisible characters", "tool Gr\u0435p"]


def test_of_very_many_words_the_first_are_told_and_the_others_counted() -> None:
    words = " ".join(f"w{number}\u200bw" for number in range(20))
    told = unseen(HEAD + BODY, f"{HEAD}{BODY}{words}\n")
    assert [fact[2] for fact in told] == [*(f"w{number}\u200bw" for number in range(12)), "8 more words"]
    assert told[-1][3].startswith("\u200bw w13")
    assert [fact[2] for fact in unseen(HEAD + words, f"{HEAD}{words} x\u200bx")] == ["x\u200bx"]


def test_a_great_many_take_time_in_proportion() -> None:
    started = process_time()
    changes = compare_unseen(None, definition(HEAD + "b\u200b " * 100_000))
    assert len(changes) <= 13
    assert process_time() - started < 5
