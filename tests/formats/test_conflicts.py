"""Which conflicts a text still holds."""

from __future__ import annotations

import pytest

from agentreg.formats.conflicts import open_conflicts

TEXTS = {
    "a conflict": ("a\n<<<<<<< A\nx\n=======\ny\n>>>>>>> B\nb\n", ["<<<<<<< A\nx\n=======\ny\n>>>>>>> B"]),
    "with line ends of Windows": (
        "<<<<<<< A\r\nx\r\n=======\r\n>>>>>>> B\r\n",
        ["<<<<<<< A\r\nx\r\n=======\r\n>>>>>>> B\r"],
    ),
    "with its base": (
        "<<<<<<<\nx\n|||||||\nz\n=======\ny\n>>>>>>>",
        ["<<<<<<<\nx\n|||||||\nz\n=======\ny\n>>>>>>>"],
    ),
    "at the start of a file with a mark": ("\ufeff<<<<<<< A\nx\n>>>>>>> B\n", ["<<<<<<< A\nx\n>>>>>>> B"]),
    "with longer markers": ("<<<<<<<<< A\nx\n>>>>>>>>> B\n", ["<<<<<<<<< A\nx\n>>>>>>>>> B"]),
    "two of them": (
        "<<<<<<< A\n>>>>>>> B\nx\n<<<<<<< C\n>>>>>>> D\n",
        ["<<<<<<< A\n>>>>>>> B", "<<<<<<< C\n>>>>>>> D"],
    ),
    "only its first marker": ("<<<<<<< A\nx\n", ["<<<<<<< A"]),
    "two first markers": ("<<<<<<< A\nx\n<<<<<<< B\n", ["<<<<<<< A", "<<<<<<< B"]),
    "only its last marker": ("x\n>>>>>>> B\n", [">>>>>>> B"]),
    "a side that opens a fence": (
        "<<<<<<< A\n```py\n=======\n```js\n>>>>>>> B\nx\n```\n",
        ["<<<<<<< A\n```py\n=======\n```js\n>>>>>>> B"],
    ),
    "an example": ("```\n<<<<<<< A\nx\n=======\ny\n>>>>>>> B\n```\n", []),
    "a heading": ("Title\n=======\n", []),
    "indented": ("  <<<<<<< A\n", []),
    "shorter": ("<<<<<< A\n>>>>>> B\n", []),
    "with text behind it": ("<<<<<<<A\n", []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_the_conflicts_of_a_text(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in open_conflicts(text)] == expected
