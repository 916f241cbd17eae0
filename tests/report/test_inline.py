from __future__ import annotations

import pytest

from agentreg.diff.words import Fate
from agentreg.report.inline import CONTEXT, inline, is_rewritten, runs_of, side
from agentreg.report.labels import Label


def shown(before: str, after: str) -> str:
    return "".join(piece.text for piece in inline(runs_of(before, after)))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("you MUST report", "you should report", "you [-MUST-]{+should+} report"),
        ("wrapped\nline", "wrapped line", "wrapped line"),
        ("end", "end of it", "end{+ of it+}"),
        ("Use when asked", "Use often when asked", "Use {+often+} when asked"),
        ("Use often when asked", "Use when asked", "Use [-often-] when asked"),
    ],
)
def test_only_what_differs_is_marked(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_marks_have_their_labels() -> None:
    assert [piece.label for piece in inline(runs_of("a b", "a c"))] == [
        Label.PLAIN,
        Label.REMOVED,
        Label.ADDED,
    ]


def test_far_text_is_left_out() -> None:
    far = "word " * 60
    text = shown(f"{far}old {far}", f"{far}new {far}")
    assert text.startswith("… word")
    assert text.endswith("word …")
    assert "[-old-]{+new+}" in text
    assert len(text) < 2 * CONTEXT + 30


def test_a_text_that_only_grew_is_not_rewritten_however_much_it_grew() -> None:
    assert not is_rewritten(runs_of("Reviews code.", f"Reviews code. {'Then more. ' * 20}"))


def test_a_text_of_which_little_stayed_is_rewritten() -> None:
    assert is_rewritten(
        runs_of("Reviews all the code for style and for speed.", "Plans the release of every product.")
    )


def test_one_side_of_a_rewritten_text_begins_where_it_differs() -> None:
    same = "The beginning is the same. " * 8
    runs = runs_of(f"{same}Old words about reviews.", f"{same}Quite other things to plan.")
    sides = ["".join(piece.text for piece in side(runs, fate)) for fate in (Fate.REMOVED, Fate.ADDED)]
    assert [text[:2] for text in sides] == ["… ", "… "]
    assert sides[0].endswith("Old words about reviews.")
    assert sides[1].endswith("Quite other things to plan.")
    assert max(map(len, sides)) < 2 * CONTEXT
