from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.report.columns import LEAST, fitted, folded, shortened, shortened_before_host, width, wrapped
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


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("url https://u:Zq91SendAllToHim@docs.acme.io/x/y/z", 36, "url https://u:Zq91Sen…@docs.acme.io…"),
        ("url https://u:Zq91SendAllToHim@docs.acme.io", 36, "url https://u:Zq91Send…@docs.acme.io"),
        ("url https://u:Zq91@docs.acme.io/x/y/z", 28, "url https://u:Zq…@docs.acme.io…"),
        ("url https://docs.acme.io/x/y/z", 20, "url https://docs.acme.io…"),
        ("url https://docs.acme.io/x/y/z", 27, "url https://docs.acme.io/x…"),
        ("a rather long line, see https://docs.acme.io", 9, "a rather…"),
    ],
)
def test_where_an_address_is_cut_its_host_stays(text: str, columns: int, shown: str) -> None:
    assert shortened_before_host(text, columns) == shown


@given(st.text(), st.integers(4, 40))
def test_what_holds_no_address_is_cut_as_any_line(text: str, columns: int) -> None:
    text = text.replace("://", "")
    assert shortened_before_host(text, columns) == shortened(text, columns)


def test_text_breaks_at_blanks_and_keeps_its_labels() -> None:
    pieces = [Piece("one two "), Piece("three four", Label.ADDED), Piece(" five")]
    lines = list(wrapped(pieces, 12, "  "))
    assert ["".join(piece.text for piece in line) for line in lines] == [
        "  one two",
        "  three four",
        "  five",
    ]
    assert lines[1] == (Piece("  "), Piece("three four", Label.ADDED))


@pytest.mark.parametrize(
    ("texts", "columns", "shown"),
    [
        (("one", ", two"), 10, ["one, two"]),
        (("one critical", ", two"), 12, ["one", "  critical,", "  two"]),
        (("onecritical", ", two"), 11, ["onecritical", "  , two"]),
        (("one two ab", "c, d"), 10, ["one two ab", "  c, d"]),
    ],
)
def test_a_comma_stays_with_the_word_before_it(
    texts: tuple[str, str], columns: int, shown: list[str]
) -> None:
    lines = wrapped([Piece(texts[0], Label.CRITICAL), Piece(texts[1])], columns)
    assert ["".join(piece.text for piece in line) for line in lines] == shown


def test_what_goes_on_from_the_first_column_is_indented() -> None:
    lines = list(wrapped([Piece("FAIL", Label.CRITICAL), Piece("  2 findings in 3 agents")], 12))
    assert ["".join(piece.text for piece in line) for line in lines] == [
        "FAIL  2",
        "  findings",
        "  in 3",
        "  agents",
    ]
    assert max(sum(width(piece.text) for piece in line) for line in lines) <= 12


@given(st.lists(st.text("ab 中"), max_size=6), st.integers(6, 30))
def test_breaking_keeps_every_visible_character(texts: list[str], columns: int) -> None:
    lines = list(wrapped([Piece(text) for text in texts], columns))
    shown = "".join(piece.text for line in lines for piece in line)
    assert shown.replace(" ", "") == "".join(texts).replace(" ", "")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ([Piece("short")], ["short"]),
        ([Piece("name    "), Piece("one two three four")], ["name    one two", "        three four"]),
        ([Piece("  may  "), Piece("read, write, spawn")], ["  may  read, write,", "       spawn"]),
        ([Piece("one two three "), Piece("four five")], ["one two three four", "  five"]),
        ([Piece("a b c "), Piece("wordthatiswiderthanall")], ["a b c", "  wordthatiswiderthanall"]),
    ],
)
def test_a_long_line_goes_on_below_its_last_piece(line: list[Piece], shown: list[str]) -> None:
    assert ["".join(piece.text for piece in part) for part in folded(tuple(line), 19)] == shown


@given(st.lists(st.text("ab 中"), min_size=1, max_size=6), st.integers(8, 30))
def test_folding_keeps_every_visible_character(texts: list[str], columns: int) -> None:
    lines = list(folded(tuple(Piece(text) for text in texts), columns))
    shown = "".join(piece.text for line in lines for piece in line)
    assert shown.replace(" ", "") == "".join(texts).replace(" ", "")


@pytest.mark.parametrize(
    ("widths", "giving", "found"),
    [
        ([10, 10, 10], [1], [10, 10, 10]),
        ([10, 30, 10], [1], [10, 16, 10]),
        ([10, 5, 30], [1, 2], [10, 5, 21]),
        ([30, 30, 10], [1], [18, LEAST, 10]),
        ([90, 10], [], [20, 10]),
        ([12, 40], [], [LEAST, 40]),
    ],
)
def test_the_widest_column_gives_first_and_the_first_column_last(
    widths: list[int], giving: list[int], found: list[int]
) -> None:
    assert fitted(widths, 40, giving) == found
