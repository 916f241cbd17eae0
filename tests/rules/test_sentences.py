"""What findings say to whoever reads one of them alone: in a log, an annotation, a list of results."""

from __future__ import annotations

import pytest

from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition
from agentreg.rules.judge import judge
from agentreg.rules.lint import lint

STEPS = "## Workflow\n\n1. Look.\n2. Run the tests.\n"
TITLED = "# Work\n\n### 1. Look\n\nLook at it.\n\n### 2. Run\n\nRun it.\n"
ROWS = {
    "a step, by what it says": (
        STEPS,
        STEPS.replace("2. Run the tests.\n", ""),
        "step 2 is gone: Run the tests.",
    ),
    "a title, and the text behind it": (
        TITLED,
        f"{TITLED}\n### 3. Ask\n\nAsk all.\n\n- one\n- two\n",
        "step 3 is new: Ask; Ask all. one two",
    ),
    "an edit, by what it says now": (
        STEPS,
        STEPS.replace("the tests", "all tests"),
        "step 2 now says: Run all tests.",
    ),
    "a move, from where to where": (
        "1. Look.\n2. Run the tests.\n3. Ask them.\n",
        "1. Ask them.\n2. Look.\n3. Run the tests.\n",
        "moved: step 3 -> step 1",
    ),
    "what a section of its name holds": (STEPS, "## Workflow\n\nText.\n", "workflow is gone"),
    "what another section holds": (
        STEPS.replace("Workflow", "Release"),
        "## Release\n\nText.\n",
        "workflow in Release is gone",
    ),
    "who the agent is": (
        "You are a careful planner of berths for large ships.",
        "You are a quick planner of berths for large ships.",
        "the agent is told otherwise who it is: You are a quick planner of berths for large ships.",
    ),
    "a section that is called otherwise": (
        "## Core\n\nText that stays as it is.\n",
        "## Heart\n\nText that stays as it is.\n",
        "renamed or moved: section Core -> section Heart",
    ),
}
FIELDS = [
    ("user-invocable: true", "user-invocable: false", "user-invocable: true became false"),
    ("author: me", "author: you", "author: me became you"),
    (
        "",
        "name: -a",
        "agent a (claude-code) is not loaded any more: its name must not hold a colon nor start with a dash",
    ),
]
STATES = [
    ("tools: Read, Grpe", "claude-code has no tool called Grpe: did you mean Grep?"),
    ("tools: Reed", "claude-code has no tool called Reed: did you mean Read?"),
    ("tools: Read, glub", "claude-code has no tool called glub: did you mean Glob?"),
    ("tools: Read, Writ", "claude-code has no tool called Writ: did you mean Write?"),
    # Another word, and another first letter.
    ("tools: Read, Seek", "claude-code has no tool called Seek: the host drops it"),
    ("tools: Read, Head", "claude-code has no tool called Head: the host drops it"),
    ("tools: Read, Dash", "claude-code has no tool called Dash: the host drops it"),
    ("tools: Read, sql, pandas", "claude-code has no tool called sql, pandas: the host drops them"),
    ("tools: Read, sql", "claude-code has no tool called sql: the host drops it"),
    ("permissionMode: acceptEdits", "the agent acts without asking: permissionMode acceptEdits"),
]


def agent(prompt: str, fields: str = "") -> Definition:
    name = "" if "name:" in fields else "name: a\n"
    text = f"---\n{name}description: d\n{fields}\n---\n\n{prompt}\n"
    return read_definition(text.encode(), ".claude/agents/a.md")


def said(before: Definition, after: Definition) -> list[str]:
    return [finding.message for finding in judge(before, after, compare(before, after))]


@pytest.mark.parametrize(("before", "after", "sentence"), ROWS.values(), ids=ROWS)
def test_a_sentence_says_what_changed(before: str, after: str, sentence: str) -> None:
    assert sentence in said(agent(before), agent(after))


@pytest.mark.parametrize(("before", "after", "sentence"), FIELDS)
def test_a_sentence_says_what_a_field_was_and_is(before: str, after: str, sentence: str) -> None:
    assert sentence in said(agent("Text.", before), agent("Text.", after))


@pytest.mark.parametrize(("fields", "sentence"), STATES)
def test_a_sentence_says_what_is_so(fields: str, sentence: str) -> None:
    assert sentence in [finding.message for finding in lint(agent("Text.", fields))]
