"""What merged by key and should be looked at: names, and weighty fields beside edits of the other side."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge

BASE = "name: clocks\ndescription: Mends clocks.\nmodel: opus\ncolor: red\n"

ROWS = {
    "another name": ("red", "blue", "name: clocks", "name: watches", ["agent-renamed name"]),
    "a model beside a description": (
        "opus",
        "haiku",
        "Mends clocks",
        "Mends all clocks",
        ["edits-touch model"],
    ),
    "a colour beside a model": ("red", "blue", "opus", "haiku", ["edits-touch model"]),
    "a colour far from a name that stays": ("red", "blue", "Mends clocks", "Mends all clocks", []),
}


@pytest.mark.parametrize(("old", "new", "other", "newer", "expected"), ROWS.values(), ids=ROWS)
def test_weighty_fields_that_touch_are_told(
    old: str, new: str, other: str, newer: str, expected: list[str]
) -> None:
    sides = [
        f"---\n{fields}---\nBody.\n".encode()
        for fields in (BASE, BASE.replace(old, new), BASE.replace(other, newer))
    ]
    merged = merge(*sides)
    assert merged.clean
    assert [f"{caution.danger} {caution.subject}" for caution in merged.warnings] == expected
