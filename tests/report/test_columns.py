from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.report.columns import shortened, width, wrapped
from agentreg.report.labels import Label, Piece


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("abc", 3), ("中文", 4), ("e\u0301", 1), ("\uff21\uff22", 4)]
)
def test_the_width_is_what_a_terminal_shows(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("short", 10, "short"),
        ("two\n lines", 20, "two lines"),
        ("a rather long line", 8, "a rathe…"),
        ("中文中文中文", 7, "中文中…"),
        ("bell\x07", 20, "bell<U+0007>"),
    ],
)
def test_a_line_is_cut_to_its_columns(text: str, columns: int, shown: str) -> None:
    assert shortened(text, columns) == shown


@given(st.text(), st.integers(4, 40))
def test_a_cut_line_never_exceeds_its_columns(text: str, columns: int) -> None:
    assert width(shortened(text, columns)) <= columns


def test_text_breaks_at_blanks_and_keeps_its_labels() -> None:
    pieces = [Piece("one two "), Piece("three four", Label.ADDED), Piece(" five")]
    lines = list(wrapped(pieces, 12, "  "))
    assert ["".join(piece.text for piece in line) for line in lines] == [
        "  one two",
        "  three four",
        "  five",
    ]
    assert lines[1] == (Piece("  "), Piece("three four", Label.ADDED))


@given(st.lists(st.text("ab 中"), max_size=6), st.integers(6, 30))
def test_breaking_keeps_every_visible_character(texts: list[str], columns: int) -> None:
    lines = list(wrapped([Piece(text) for text in texts], columns))
    shown = "".join(piece.text for line in lines for piece in line)
    assert shown.replace(" ", "") == "".join(texts).replace(" ", "")
