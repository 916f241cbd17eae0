from __future__ import annotations

import pytest

from agentreg.formats.tags import mask_tags


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("<steps>\na\n", "       \na\n"),
        ("</steps>\r\n", "        \r\n"),
        ("  <x y='1'>\n", " " * 11 + "\n"),
        ("<div>\n", "<div>\n"),
        ("a <b> c\n", "a <b> c\n"),
        ("<steps> a\n", "<steps> a\n"),
    ],
)
def test_lines_that_are_only_a_prompts_tag_are_blanked_at_their_length(text: str, masked: str) -> None:
    assert mask_tags(text) == masked
