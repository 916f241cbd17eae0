from __future__ import annotations

import pytest

from agentreg.report.line_edits import edited_lines


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("a\nb\nc", "a\nb\nc", []),
        ("a\nb\nc", "a\nx\nc", [("b", "x")]),
        ("a\nb\nc\nd", "a\nx\ny\nd", [("b", "x"), ("c", "y")]),
        ("a\nb", "a", [("b", "")]),
        ("a", "b\na", [("", "b")]),
        ("a\n\nb", "a\nb", []),
        (
            "same\nthe first old line\nend",
            "same\nsomething new\nthe first new line\nend",
            [("the first old line", "the first new line"), ("", "something new")],
        ),
    ],
)
def test_only_lines_that_differ_are_paired(before: str, after: str, edits: list[tuple[str, str]]) -> None:
    assert list(edited_lines(before, after)) == edits
