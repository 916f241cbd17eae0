"""Lines are what Git, editors and Markdown take for lines."""

from __future__ import annotations

import pytest

from agentreg.model.document import split_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n\nb", ["a\n", "\n", "b"]),
        ("a\r\nb\n", ["a\r\n", "b\n"]),
        ("a\u2028b\x85c\x0cd\x0be\x1cf\rg\n", ["a\u2028b\x85c\x0cd\x0be\x1cf\rg\n"]),
    ],
)
def test_a_line_ends_at_a_line_feed_only(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines
    assert "".join(split_lines(text)) == text
