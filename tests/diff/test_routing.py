"""Tables of (description before, after, exact changes)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import Change, is_meaningful, mirror
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition
from agentreg.model.definition import Definition

WIDER, LESS, REST = "trigger-broadened", "trigger-narrowed", "description-changed"
BASE = "Reviews Go code. Use when a branch is ready."
FIRST = "<example>Context: a branch is done. user: 'Done' assistant: 'Let me call it.'</example>"
SECOND = "<example>Context: the build is red. user: 'Help!' assistant: 'I look at the log.'</example>"


def with_description(description: str) -> Definition:
    text = f"---\nname: worker\ndescription: {description}\n---\nYou work.\n"
    return read_definition(text.encode(), ".claude/agents/worker.md")


def changes_of(old: str, new: str) -> list[Change]:
    """What means something; that every line is explained and the reverse is the mirror is checked."""
    before, after = with_description(old), with_description(new)
    changes = compare(before, after)
    assert unexplained_lines(before.document.text, after.document.text, changes) == ()
    reverse = [change._replace(subject="") for change in compare(after, before)]
    turned = [mirror(change)._replace(subject="") for change in changes]
    assert sorted(map(repr, reverse)) == sorted(map(repr, turned))
    return [change for change in changes if is_meaningful(change)]


ROWS = {
    "a command to use it": (BASE, f"{BASE} MUST BE USED.", [(WIDER, "", "MUST BE USED.")]),
    "a proactive word": (
        BASE,
        "Reviews Go code. Use PROACTIVELY when a branch is ready.",
        [(WIDER, "Use when a branch is ready.", "Use PROACTIVELY when a branch is ready.")],
    ),
    "from eager to demanded": (
        "Use proactively for tests.",
        "MUST BE USED for tests.",
        [(WIDER, "Use proactively for tests.", "MUST BE USED for tests.")],
    ),
    "eager in another way": (
        "Use proactively for tests.",
        "Use immediately for tests.",
        [(REST, "Use proactively for tests.", "Use immediately for tests.")],
    ),
    "a wider scope": (
        "Use for reviews.",
        "Use for all reviews.",
        [(WIDER, "Use for reviews.", "Use for all reviews.")],
    ),
    "any instead of one": (
        "Formats Python code.",
        "Formats any code.",
        [(WIDER, "Formats Python code.", "Formats any code.")],
    ),
    "only when": (
        "Use when a branch is ready.",
        "Use only when a branch is ready.",
        [(LESS, "Use when a branch is ready.", "Use only when a branch is ready.")],
    ),
    "an exclusion": (BASE, f"{BASE} Do not use for tests.", [(LESS, "", "Do not use for tests.")]),
    "an exclusion turned round": (
        "Lints. Use for generated code.",
        "Lints. Do not use for generated code.",
        [(LESS, "Use for generated code.", "Do not use for generated code.")],
    ),
    "an exclusion in other words": (
        "Lints. Do not use for generated code.",
        "Lints. Never call it in a vendored folder.",
        [(REST, "Do not use for generated code.", "Never call it in a vendored folder.")],
    ),
    "both ways": (
        BASE,
        "Reviews Go code. Use PROACTIVELY when a branch is ready. Not for drafts.",
        [
            (WIDER, "Use when a branch is ready.", "Use PROACTIVELY when a branch is ready."),
            (LESS, "", "Not for drafts."),
        ],
    ),
    "a cue and something else": (
        BASE,
        "Reviews Rust code. Use PROACTIVELY when a branch is ready.",
        [
            (REST, "Reviews Go code.", "Reviews Rust code."),
            (WIDER, "Use when a branch is ready.", "Use PROACTIVELY when a branch is ready."),
        ],
    ),
    "a scope word in new words": (
        "Handles reviews.",
        "Handles reviews and all the releases of the year.",
        [(REST, "Handles reviews.", "Handles reviews and all the releases of the year.")],
    ),
    "an example more": (
        f"{BASE} {FIRST}",
        f"{BASE} {FIRST} {SECOND}",
        [
            (
                "example-added",
                "",
                "Context: the build is red. user: 'Help!' assistant: 'I look at the log.'",
            )
        ],
    ),
    "an example changed": (
        f"{BASE} {FIRST}",
        f"{BASE} {FIRST.replace('Done', 'It is finished')}",
        [
            (
                "example-changed",
                "Context: a branch is done. user: 'Done' assistant: 'Let me call it.'",
                "Context: a branch is done. user: 'It is finished' assistant: 'Let me call it.'",
            )
        ],
    ),
    "its announcement goes with the example": (
        f"{BASE} For example, <example>One asks for a review.</example>",
        BASE,
        [("example-removed", "One asks for a review.", "")],
    ),
    "its announcement stays behind": (
        f"{BASE} Examples: <example>One asks for a review.</example>",
        f"{BASE} Examples:",
        [("example-removed", "One asks for a review.", "")],
    ),
    "examples in another order": (f"{BASE} {FIRST} {SECOND}", f"{BASE} {SECOND} {FIRST}", []),
    "wrapping": ("Reviews Go code, all of it.", ">-\n  Reviews Go code,\n  all of it.", []),
    "sentences in another order": (
        "Reviews code. Writes tests.",
        "Writes tests. Reviews code.",
        [(REST, "Reviews code. Writes tests.", "Writes tests. Reviews code.")],
    ),
    "translated": (
        "Use PROACTIVELY for tests.",
        "主动用于测试。",
        [(REST, "Use PROACTIVELY for tests.", "主动用于测试。")],
    ),
    "nothing before": (
        "",
        "MUST BE USED for tests.",
        [("started-loading", "its `description` is empty", "worker"), (REST, "", "MUST BE USED for tests.")],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), ROWS.values(), ids=ROWS)
def test_an_edit_of_a_description_is_the_facts_that_it_consists_of(
    old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    found = [(change.kind.value, change.before, change.after) for change in changes_of(old, new)]
    assert found == expected


def test_a_fact_is_placed_at_its_sentence() -> None:
    after = ">-\n  Reviews Go code.\n  Use PROACTIVELY when\n  a branch is ready."
    (change,) = changes_of(">-\n  Reviews Go code.\n  Use when\n  a branch is ready.", after)
    assert change.after_span is not None
    assert change.after_span.of(with_description(after).document.text).split() == [
        *("Use", "PROACTIVELY", "when", "a", "branch", "is", "ready.")
    ]


def test_a_description_that_was_wrapped_anew_is_placed_as_a_whole() -> None:
    old, new = ">-\n  Reviews Go\n  code. It is\n  fast.", ">-\n  Reviews Go code.\n  It is slow."
    (change,) = changes_of(old, new)
    assert (change.before, change.after) == ("It is fast.", "It is slow.")
    assert change.before_span == with_description(old).frontmatter.fields[1].lines


def test_examples_are_named_by_their_number_on_either_side() -> None:
    changed = SECOND.replace("log", "long log")
    (change,) = changes_of(f"{BASE} {FIRST} {SECOND}", f"{BASE} {changed} {FIRST}")
    assert change.subject == "example 2 -> example 1"
