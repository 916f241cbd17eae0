from __future__ import annotations

import pytest

from agentreg.formats.blocks import blocks_holding, is_bold_title, title_of
from formats.reading import outline_of

BLOCKS = {
    "heading": ("## A *b* ##\n", [("heading", "A b")]),
    "setext heading": ("A\nb\n---\n", [("heading", "A b")]),
    "bold title": ("**Rules:**\n", [("heading", "Rules")]),
    "bold title with text below": (
        "**Rules**:\nfollow them\n",
        [("heading", "Rules"), ("paragraph", "follow them")],
    ),
    "bold sentence": ("**Never push.**\n", [("paragraph", "Never push.")]),
    "bold label": ("**Rule**: never push\n", [("paragraph", "Rule: never push")]),
    "wrapped paragraph": ("a\nb\n", [("paragraph", "a b")]),
    "item": ("* **a**\n  b\n", [("item", "a b")]),
    "ordered item": ("3) a\n", [("item", "a")]),
    "quote": ("> a\n> b\n", [("paragraph", "a b")]),
    "fence": ("```py\n# a  \n```\n", [("fence", "```py\n# a\n```")]),
    "table": ("| a | **b** |\n|:--|---|\n| 1 | 2 |\n", [("table", "a | b\n1 | 2")]),
    "rule": ("a\n\n---\n", [("paragraph", "a"), ("rule", "")]),
    "tag": ("<steps>\na\n</steps>\n", [("html", "<steps>"), ("paragraph", "a"), ("html", "</steps>")]),
    "link definition": ("[a]: http://e.org\n\nb\n", [("paragraph", "[a]: http://e.org"), ("paragraph", "b")]),
    "lone quote mark": ("> a\n>\n> b\n", [("paragraph", "a"), ("paragraph", ""), ("paragraph", "b")]),
    "nothing": ("\n \n", []),
}


@pytest.mark.parametrize(("body", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_a_body_is_a_flat_run_of_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    outline, _sections = outline_of(body)
    assert [(block.kind.value, block.text) for block in outline.blocks] == expected
    assert len(outline.groups) == len(outline.blocks)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- a\n- b\n", "* a\n* b\n"),
        ("1. a\n2. b\n", "1) a\n1) b\n"),
        ("one two\n", "one\ntwo\n"),
        ("**a** b\n", "__a__ b\n"),
        ("# A\n", "A\n===\n"),
        ("|a|b|\n|-|-|\n|1|2|\n", "| a | b |\n|:---|:---|\n| 1 | 2 |\n"),
    ],
)
def test_blocks_that_say_the_same_are_equal_in_kind_and_text(one: str, other: str) -> None:
    assert [block[:2] for block in outline_of(one)[0].blocks] == [
        block[:2] for block in outline_of(other)[0].blocks
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**A b**", True),
        ("**A:**", True),
        ("__A__", True),
        ("**A.**", False),
        ("**a** b", False),
        ("*a*", False),
    ],
)
def test_a_line_that_is_only_bold_is_a_title_unless_it_is_a_sentence(line: str, *, expected: bool) -> None:
    assert is_bold_title(line) is expected


@pytest.mark.parametrize(
    ("written", "title"),
    [("## **Work** ##", "Work"), ("# C#", "C#"), ("Title:\n---", "Title"), ("**A:**", "A"), ("#", "")],
)
def test_titles_lose_their_marks(written: str, title: str) -> None:
    assert title_of(written) == title


def test_blocks_that_hold_a_word_are_found_once_each() -> None:
    outline, _sections = outline_of("must must\n\nmay\n\n- not\n- so\n")
    assert blocks_holding(("must", "not"), "must must\n\nmay\n\n- not\n- so\n", outline.blocks) == [0, 2]
    assert blocks_holding(("x",), "", ()) == []
