"""The adapter against markdown-it-py, an independent reader of the same specification."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from agentreg.formats.markdown import LeafKind, read_leaves
from agentreg.model.document import LineIndex, Span

ORACLE = MarkdownIt("commonmark").enable("table")
KINDS = {
    "heading_open": LeafKind.HEADING,
    "fence": LeafKind.CODE,
    "code_block": LeafKind.CODE,
    "html_block": LeafKind.HTML,
    "hr": LeafKind.RULE,
    "table_open": LeafKind.TABLE,
}
# A line indented as code right after a table is left out: the two readers differ, and so do hosts.
PIECES = (
    *("# Title\n", "Title\n=====\n", "text\n", "more *text* and `code`\n", "\n", "- item\n", "  - nested\n"),
    *(
        "1. one\n",
        "2. two\n",
        "   inside\n",
        "```\ncode\n```\n",
        "\n    indented\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
    ),
    *(
        "> quote\n",
        "---\n",
        "***\n",
        "<div>\n</div>\n",
        "<!-- note -->\n",
        "[a](http://e.org)\n",
        "\u00e9\u4f60\n",
    ),
)


def leaves(text: str) -> list[tuple[str, str]]:
    return [(leaf.kind.value, leaf.span.of(text)) for leaf in read_leaves(text, Span(0, len(text)))]


def by_oracle(text: str) -> list[tuple[LeafKind, int]]:
    return [
        (KINDS[token.type], token.map[0] + 1)
        for token in ORACLE.parse(text)
        if token.type in KINDS and token.map is not None
    ]


def by_adapter(text: str) -> list[tuple[LeafKind, int]]:
    lines = LineIndex(text)
    wanted = set(KINDS.values())
    return [
        (leaf.kind, lines.line(leaf.span.start))
        for leaf in read_leaves(text, Span(0, len(text)))
        if leaf.kind in wanted
    ]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_headings_code_tables_rules_and_html_are_where_another_reader_sees_them(text: str) -> None:
    assert by_adapter(text) == by_oracle(text)


LEAVES = {
    "a nested list": (
        "1. a\n   - b\n\n     c\n2. d\n",
        [("item", "1. a"), ("item", "- b\n\n     c"), ("item", "2. d")],
    ),
    "a list nested deeper than it needs": (
        "1. a\n    1. b\n    2. c\n",
        [("item", "1. a"), ("item", "1. b"), ("item", "2. c")],
    ),
    "a fence in an item": (
        "- a\n  ```\n  x\n  ```\n  b\n",
        [("item", "- a"), ("code", "```\n  x\n  ```"), ("paragraph", "b")],
    ),
    "a table in an item": (
        "1. a\n   | x |\n   |---|\n   | 1 |\n",
        [("item", "1. a"), ("table", "| x |\n   |---|\n   | 1 |")],
    ),
    "an item that begins with an item": ("- - a\n  - b\n", [("item", "- - a"), ("item", "- b")]),
    "an item in an item in an item": ("- 1. - a\n- b\n", [("item", "- 1. - a"), ("item", "- b")]),
    "an item that begins with a fence": ("1. ```\n   x\n   ```\n", [("code", "1. ```\n   x\n   ```")]),
    "an empty item": ("-\n- a\n", [("item", "-"), ("item", "- a")]),
    "quotes": ("> a\n> b\n>\n> c\n", [("paragraph", "a\n> b"), ("paragraph", "c")]),
    "a list inside a prompt's tag": ("<steps>\n1. a\n2. b\n</steps>\n", [("item", "1. a"), ("item", "2. b")]),
    "html stays html": ("<div>\n- a\n</div>\n", [("html", "<div>\n- a\n</div>")]),
    "headings in a fence are code": ("```\n# a\n1. b\n```\n", [("code", "```\n# a\n1. b\n```")]),
    "wide letters": ("\u4f60\n\n- \U0001f600 a\n", [("paragraph", "\u4f60"), ("item", "- \U0001f600 a")]),
    "bytes that are no UTF-8": ("a\udcff\n\n# b\n", [("paragraph", "a\udcff"), ("heading", "# b")]),
}


@pytest.mark.parametrize(("text", "expected"), LEAVES.values(), ids=LEAVES)
def test_leaves_are_ranges_of_the_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert leaves(text) == expected


def test_offsets_count_from_the_start_of_the_file() -> None:
    text = "---\n\u00e9\n---\n# T\n"
    (leaf,) = read_leaves(text, Span(10, len(text)))
    assert leaf.span.of(text) == "# T"


def test_items_know_their_list_their_number_and_all_that_belongs_to_them() -> None:
    text = "1. a\n   - b\n2. c\n\ntext\n\n7) d\n"
    items = [leaf for leaf in read_leaves(text, Span(0, len(text))) if leaf.group >= 0]
    assert [(item.number, item.depth) for item in items] == [(1, 0), (None, 1), (2, 0), (7, 0)]
    assert items[0].whole.of(text) == "1. a\n   - b"
    assert items[0].group == items[2].group != items[3].group
