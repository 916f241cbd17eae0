"""An agent that only plans, against the same one that implements: the loudest line of a report."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import Change, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kinds import Kind
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.finding import Severity
from agentreg.rules.judge import judge

PLANNER = """---
name: billing-planner
description: Use when the billing service has to change.
---
You know the billing service, its queues and its tests.

**Your Role**: You are a **PLANNING AGENT**, not an implementation agent. You study the service and lay out
what has to change.

## Work

1. Read the ticket and the modules it names.
2. Weigh the ways to do it.
3. Lay out the change, file by file.

**CRITICAL**: You do NOT write code yourself. Hand over:

- the files to touch
- the risks
"""
SWAPS = {
    "turned round": [
        ("a **PLANNING AGENT**, not an implementation", "an **IMPLEMENTATION AGENT**, not a planning"),
        ("You do NOT write code yourself. Hand over:", "You DO write code yourself. Hand over:"),
    ],
    "said otherwise": [
        (
            "You are a **PLANNING AGENT**, not an implementation agent. You study the service and lay out",
            "You build the requested feature from start to end, then say",
        ),
        ("You do NOT write code yourself. Hand over:", "Nothing is left to others. Hand over:"),
    ],
    "an order in the place of the ban": [
        ("You are a **PLANNING AGENT**, not an implementation agent. You study", "You study"),
        ("You do NOT write code yourself. Hand over:", "Write the code. Hand over:"),
    ],
}


def read(text: str) -> Definition:
    return read_definition(text.encode(), ".claude/agents/billing.md")


def swapped(swaps: list[tuple[str, str]]) -> str:
    text = PLANNER
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def stances(before: str, after: str) -> list[Change]:
    return [change for change in compare(read(before), read(after)) if change.kind is Kind.STANCE_CHANGED]


@pytest.mark.parametrize("swaps", SWAPS.values(), ids=SWAPS)
def test_a_planner_that_became_an_implementer_is_the_first_finding(swaps: list[tuple[str, str]]) -> None:
    before, after = read(PLANNER), read(swapped(swaps))
    first = judge(before, after, compare(before, after))[0]
    assert (first.rule, first.severity) == ("stance-was-changed", Severity.CRITICAL)
    assert first.subject == "stance plans -> implements"


def test_it_is_told_with_the_sentences_that_say_so_and_the_other_way_round_too() -> None:
    after = swapped(SWAPS["turned round"])
    (change,) = stances(PLANNER, after)
    assert change.before_span is not None
    assert change.before_span.of(PLANNER).endswith("not an implementation agent.")
    assert change.after == "Your Role: You are an IMPLEMENTATION AGENT, not a planning agent."
    (reverse,) = stances(after, PLANNER)
    assert reverse.subject == "stance implements -> plans"
    assert reverse._replace(subject="") == mirror(change)._replace(subject="")


@pytest.mark.parametrize(
    "swaps",
    [
        [("You do NOT write code yourself.", "You NEVER write code.")],
        [("You do NOT write code yourself. Hand", "Hand")],
        [
            ("You are a **PLANNING AGENT**, not an implementation agent. You study", "You study"),
            ("You do NOT write code yourself. Hand", "Hand"),
        ],
        [("Hand over:", "You implement the risky part. Hand over:")],
    ],
    ids=["in other words", "still said once", "no longer said, nothing instead", "both said"],
)
def test_without_two_definite_stances_none_is_told(swaps: list[tuple[str, str]]) -> None:
    assert stances(PLANNER, swapped(swaps)) == []


def test_an_act_that_both_state_is_no_news() -> None:
    body = "You write the code of the report.\n"
    assert stances(f"{body}\nNever write code.\n", body) == []


TURNED = [
    ("You NEVER write code: you only plan.", "You write the code end to end and run it."),
    ("Never write code. Plan it.", "Write the code. Plan it."),
]


@pytest.mark.parametrize(("before", "after"), TURNED)
def test_a_ban_that_the_stance_shows_is_not_told_as_turned_beside_it(before: str, after: str) -> None:
    texts = f"You are a planner.\n\n{before}\n", f"You are a planner.\n\n{after}\n"
    for one, other in (texts, texts[::-1]):
        changes = compare(read(one), read(other))
        assert unexplained_lines(one, other, changes) == ()
        assert [change.kind for change in changes] == [Kind.STANCE_CHANGED]


def test_another_ban_that_was_turned_is_told_beside_the_stance() -> None:
    before = "You are a planner.\n\nYou NEVER write code.\n\nNever push to main.\n"
    after = "You are a builder.\n\nYou write the code.\n\nPush to main.\n"
    assert Kind.CONSTRAINT_INVERTED in [change.kind for change in compare(read(before), read(after))]
