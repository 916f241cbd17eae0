"""Tables of (prompt before, after, exact changes)."""

from __future__ import annotations

import pytest

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition

BASE = """You are a release manager.

## Core Responsibilities

- Keep the change log of each product
- Watch the nightly builds
- Tell the teams about a freeze
  - by mail, a week ahead

## Notes

- The build farm has nine machines
"""
ADDED, REMOVED, CHANGED = "responsibility-added", "responsibility-removed", "responsibility-changed"
ROWS = {
    "a new one": (
        "- Watch the nightly builds\n",
        "- Watch the nightly builds\n- Sign the packages of every release\n",
        [(ADDED, "responsibility")],
    ),
    "one with what is nested in it": (
        "- Tell the teams about a freeze\n  - by mail, a week ahead\n",
        "",
        [(REMOVED, "responsibility")],
    ),
    "another wording": (
        "- Watch the nightly builds",
        "- Watch the nightly and the weekly builds",
        [(CHANGED, "responsibility")],
    ),
    "two at once": (
        "- Keep the change log of each product\n- Watch the nightly builds\n",
        "",
        [(REMOVED, "responsibility"), (REMOVED, "responsibility")],
    ),
    "a constraint among them": (
        "- Watch the nightly builds\n",
        "- Watch the nightly builds\n- Never tag a red build\n",
        [("constraint-added", "constraint")],
    ),
    "knowledge elsewhere": (
        "- The build farm has nine machines",
        "- The build farm has ten machines",
        [("content-edited", "item in Notes")],
    ),
    "the whole section": (
        BASE[BASE.index("## Core") : BASE.index("## Notes")],
        "",
        [("section-removed", "section Core Responsibilities")],
    ),
    "another list marker": ("- Watch", "* Watch", []),
}


@pytest.mark.parametrize(("old", "new", "expected"), ROWS.values(), ids=ROWS)
def test_a_responsibility_is_told_as_one(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert old in BASE
    before, after = (read_definition(text.encode()) for text in (BASE, BASE.replace(old, new)))
    changes = [change for change in compare(before, after) if is_meaningful(change)]
    assert [(change.kind.value, change.subject) for change in changes] == expected


def test_a_responsibility_has_its_text_and_its_place() -> None:
    after = BASE.replace("- Watch the nightly builds\n", "")
    (change,) = compare(read_definition(BASE.encode()), read_definition(after.encode()))
    assert change.before == "Watch the nightly builds"
    assert change.before_span is not None
    assert change.before_span.of(BASE) == "- Watch the nightly builds"
