from __future__ import annotations

import pytest

from agentreg.report.inline import CONTEXT, inline
from agentreg.report.labels import Label


def shown(before: str, after: str) -> str:
    return "".join(piece.text for piece in inline(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("you MUST report", "you should report", "you [-MUST-]{+should+} report"),
        ("wrapped\nline", "wrapped line", "wrapped line"),
        ("end", "end of it", "end{+ of it+}"),
    ],
)
def test_only_what_differs_is_marked(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def test_marks_have_their_labels() -> None:
    assert [piece.label for piece in inline("a b", "a c")] == [Label.PLAIN, Label.REMOVED, Label.ADDED]


def test_far_text_is_left_out() -> None:
    far = "word " * 60
    text = shown(f"{far}old {far}", f"{far}new {far}")
    assert text.startswith("… word")
    assert text.endswith("word …")
    assert "[-old-]{+new+}" in text
    assert len(text) < 2 * CONTEXT + 30
