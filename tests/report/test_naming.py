"""Lists of names: none is broken, none is lost without being counted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.report.columns import width
from agentreg.report.naming import first_names, name_lines


@pytest.mark.parametrize(
    ("names", "columns", "told"),
    [
        ([], 20, ""),
        (["lead"], 20, "lead"),
        (["lead", "tester"], 12, "lead, tester"),
        (["lead", "tester", "writer"], 15, "lead and 2 more"),
        (["lead", "tester"], 11, "… and 1 more"),
        (["lead", "tester", "writer"], 19, "lead and 2 more"),
        (["lead", "tester", "writer"], 20, "lead, tester, writer"),
        (["lead", "tester", "writer", "x"], 23, "lead, tester, writer, x"),
        (["lead", "tester", "writer", "xyz"], 23, "lead, tester and 2 more"),
        (["a-very-long-name", "tester"], 15, "a-v… and 1 more"),
        (["a\nb", "\x1b[31m"], 20, "a b, <U+001B>[31m"),
    ],
)
def test_one_line_has_whole_names_and_counts_the_others(names: list[str], columns: int, told: str) -> None:
    assert first_names(names, columns) == told


@pytest.mark.parametrize(
    ("names", "columns", "lines"),
    [
        ([], 20, []),
        (["lead", "tester", "the writer"], 13, ["lead, tester,", "the writer"]),
        (["lead", "a-very-long-name", "x"], 8, ["lead,", "a-very-long-name,", "x"]),
    ],
)
def test_many_lines_have_all_names(names: list[str], columns: int, lines: list[str]) -> None:
    assert list(name_lines(names, columns)) == lines


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1), st.integers(20, 60))
def test_what_is_named_and_what_is_counted_are_all(names: list[str], columns: int) -> None:
    told = first_names(names, columns)
    assert width(told) <= columns
    counted = re.search(r" and (\d+) more$", told)
    left = int(counted.group(1)) if counted else 0
    shown = (told[: counted.start()] if counted else told).split(", ")
    assert shown == names[: len(names) - left]
    assert " ".join(name_lines(names, columns)).split(", ") == names
