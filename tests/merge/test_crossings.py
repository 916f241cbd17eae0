"""What merges cleanly and does not fit: tables of edits and the warnings, each with its place."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge

BASE = """\
---
name: clocks
description: Mends clocks.
tools: Read, Grep, Bash
---
You mend clocks.

## Work order

1. Open the case.
2. Look at the wheels.

## Rules and limits

- Be gentle with old springs.

## End

Return the clock.
"""

ROWS = {
    "a step uses a tool that is gone": (
        ("Read, Grep, Bash", "Read, Grep"),
        ("wheels.\n", "wheels.\n3. Run `Bash(make)` on the notes.\n"),
        [("revoked-tool-used", "`Bash(make)`")],
    ),
    "a tool is called one": (
        ("Read, Grep, Bash", "Read, Grep"),
        ("wheels.\n", "wheels.\n3. Call the Bash tool.\n"),
        [("revoked-tool-used", "Bash tool")],
    ),
    "a word that is a tool's name elsewhere": (
        ("Read, Grep, Bash", "Grep, Bash"),
        ("wheels.\n", "wheels.\n3. Read the notes.\n"),
        [],
    ),
    "a tool that is still there": (
        ("Read, Grep, Bash", "Read, Bash"),
        ("wheels.\n", "wheels.\n3. Run `Bash` on the notes.\n"),
        [],
    ),
    "a reference to a section that was renamed": (
        ("## Work order", "## Order of work"),
        ("Return the clock.", "Return the clock as the Work order says."),
        [("reference-lost", "Work order")],
    ),
    "a reference to a section that stays": (
        ("## Work order", "## Order of work"),
        ("Return the clock.", "Return the clock as Rules and limits say."),
        [],
    ),
    "opposite rules at two places": (
        ("- Be gentle", "- Never replace a cracked bell.\n- Be gentle"),
        ("Return the clock.", "Return the clock.\n\nAlways replace a cracked bell."),
        [("rules-opposed", "Never replace a cracked bell.")],
    ),
    "two rules of their own": (
        ("- Be gentle", "- Never replace a cracked bell.\n- Be gentle"),
        ("Return the clock.", "Return the clock.\n\nAlways write down the hour."),
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), ROWS.values(), ids=ROWS)
def test_what_does_not_fit_is_warned_of_with_its_place(
    one: tuple[str, str], other: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    sides = [BASE.replace(*edit) for edit in (one, other)]
    for ours, theirs in (sides, reversed(sides)):
        merged = merge(BASE.encode(), ours.encode(), theirs.encode())
        assert merged.clean
        text = merged.text.decode()
        told = [
            (caution.danger.value, text[slice(*caution.span)]) for caution in merged.warnings if caution.span
        ]
        if expected and expected[0][0] == "rules-opposed":
            assert [danger for danger, _ in told] == ["rules-opposed"]
            assert told[0][1].rstrip(".").endswith("replace a cracked bell")
        else:
            assert told == expected
