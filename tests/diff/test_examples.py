"""Examples in the prompt; those of a description are in test_routing."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.formats.read import read_definition

ONE = "<example>\nuser: The build is red.\nassistant: I read the log and name the first error.\n</example>\n"
TWO = "<example>\nuser: May I merge?\nassistant: Only with two approvals, and not on Fridays.\n</example>\n"
THREE = "<example>\nuser: Who owns the parser?\nassistant: See the table of owners, line nine.\n</example>\n"
HEAD = "You answer questions.\n\n## How to answer\n\nBriefly.\n\n"

ROWS = {
    "added at the end": ([ONE], [ONE, TWO], [("example-added", "example 2 of the prompt")]),
    "added at the start": ([ONE], [TWO, ONE], [("example-added", "example 1 of the prompt")]),
    "removed": ([ONE, TWO, THREE], [ONE, THREE], [("example-removed", "example 2 of the prompt")]),
    "changed": (
        [ONE, TWO],
        [ONE, TWO.replace("two", "three")],
        [("example-changed", "example 2 of the prompt")],
    ),
}


@pytest.mark.parametrize(("old", "new", "expected"), ROWS.values(), ids=ROWS)
def test_an_example_in_the_prompt_is_told_as_one(
    old: list[str], new: list[str], expected: list[tuple[str, str]]
) -> None:
    texts = [HEAD + "\n".join(examples) for examples in (old, new)]
    before, after = (read_definition(text.encode()) for text in texts)
    changes = compare(before, after)
    assert unexplained_lines(*texts, changes) == ()
    assert [(change.kind.value, change.subject) for change in changes if is_meaningful(change)] == expected


def test_line_ends_beside_tags_are_form() -> None:
    lines = (
        "<example>\nuser: The build is red.\n<commentary>\nOne error at a time.\n</commentary>\n</example>"
    )
    after = lines.replace("\n", " ").replace("> ", ">").replace(" <", "<")
    sides = (
        read_definition(
            f"---\nname: x\ndescription: |\n  Fixes builds.\n  {text}\n---\nYou fix builds.\n".encode()
        )
        for text in (lines.replace("\n", "\n  "), after)
    )
    assert not any(map(is_meaningful, compare(*sides)))


def test_the_examples_of_a_new_section_are_told_with_it() -> None:
    after = f"{HEAD}## Cases\n\n{ONE}"
    changes = compare(read_definition(HEAD.encode()), read_definition(after.encode()))
    assert [(change.kind.value, change.subject) for change in changes] == [("section-added", "section Cases")]
