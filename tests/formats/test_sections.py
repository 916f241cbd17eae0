from __future__ import annotations

import pytest

from agentreg.model.prompt import HeadingStyle
from formats.reading import outline_of

ATX, SETEXT, BOLD, TAG = HeadingStyle
TREES = {
    "levels": (
        "# A\n## B\n### C\n## D\n",
        [("A", 1, ATX), ("A/B", 2, ATX), ("A/B/C", 3, ATX), ("A/D", 2, ATX)],
    ),
    "a level left out": ("# A\n### B\n## C\n", [("A", 1, ATX), ("A/B", 3, ATX), ("A/C", 2, ATX)]),
    "underlined": ("A\n=\nB\n-\n", [("A", 1, SETEXT), ("A/B", 2, SETEXT)]),
    "bold in a section": (
        "## A\n**B**\nx\n\n**C:**\n## D\n",
        [("A", 2, ATX), ("A/B", 3, BOLD), ("A/C", 3, BOLD), ("D", 2, ATX)],
    ),
    "bold alone": ("**A**\n\nx\n\n**B**\n", [("A", 1, BOLD), ("B", 1, BOLD)]),
    "a tag around headings": (
        "# A\n<w>\n## B\n# C\n</w>\n# D\n",
        [("A", 1, ATX), ("A/w", 2, TAG), ("A/w/B", 2, ATX), ("A/w/C", 1, ATX), ("D", 1, ATX)],
    ),
    "a heading in a tag ends with it": (
        "<w>\n## A\n</w>\n<v>\n### B\n</v>\n",
        [("w", 1, TAG), ("w/A", 2, ATX), ("v", 1, TAG), ("v/B", 3, ATX)],
    ),
    "a tag that is never closed": ("<w>\n# A\n", [("A", 1, ATX)]),
    "an example is none": ("<example>\na\n</example>\n", []),
    "headings in a fence": ("```\n# A\n```\n# B\n", [("B", 1, ATX)]),
    "a heading in a list": ("- # A\n", []),
    "none": ("text\n", []),
}


@pytest.mark.parametrize(("body", "expected"), TREES.values(), ids=TREES)
def test_headings_bold_lines_and_tags_make_a_tree(
    body: str, expected: list[tuple[str, int, HeadingStyle]]
) -> None:
    _outline, sections = outline_of(body)
    assert [("/".join(section.path), section.level, section.style) for section in sections] == expected


def test_a_section_knows_its_heading_its_own_text_and_its_whole() -> None:
    body = "intro\n\n# A\n\none\n\n## B\n\ntwo\n\n# C\n"
    _outline, (first, second, third) = outline_of(body)
    assert first.heading.of(body) == "# A"
    assert first.own.of(body) == "one"
    assert first.span.of(body) == "# A\n\none\n\n## B\n\ntwo"
    assert (second.own.of(body), second.parent) == ("two", 0)
    assert (third.own.of(body), third.parent) == ("", -1)


def test_a_tags_section_reaches_to_its_closing_tag() -> None:
    body = "<rules>\n- a\n</rules>\n\nafter\n"
    outline, (section,) = outline_of(body)
    assert section.span.of(body) == "<rules>\n- a\n</rules>"
    assert [(block.text, block.section) for block in outline.blocks][-1] == ("after", -1)


def test_each_block_knows_the_innermost_section_around_it() -> None:
    outline, _sections = outline_of("a\n\n# A\n\nb\n\n**B**\n\nc\n\n# C\n\nd\n")
    assert [(block.text, block.section) for block in outline.blocks] == [
        ("a", -1), ("A", 0), ("b", 0), ("B", 1), ("c", 1), ("C", 2), ("d", 2),
    ]  # fmt: skip
