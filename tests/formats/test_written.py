from __future__ import annotations

import pytest

from agentreg.formats.read import read_definition
from agentreg.formats.written import offsets_in_file
from agentreg.model.fields import Scalar

WRITTEN = {
    "plain": ("description: one two three", "two", "two"),
    "plain, wrapped": ("description: one\n  two three", "one two", "one\n  two"),
    "quoted": ("description: 'it''s two'", "it's", "it''s"),
    "escaped": (r'description: "say \"two\"\nnow"', 'two"\nnow', r"two\"\nnow"),
    "folded": ("description: >-\n  one\n  two", "one two", "one\n  two"),
    "literal": ("description: |\n  one\n  two\n", "one\ntwo", "one\n  two"),
    "not valid": ("description: one: two", "two", "two"),
    "a backslash": (r"description: one\ntwo", "two", "two"),
}


@pytest.mark.parametrize(("line", "piece", "expected"), WRITTEN.values(), ids=WRITTEN)
def test_a_piece_of_a_value_is_found_where_it_is_written(line: str, piece: str, expected: str) -> None:
    definition = read_definition(f"---\nname: x\n{line}\n---\n".encode())
    value = definition.frontmatter.get("description")
    assert isinstance(value, Scalar)
    start = value.text.index(piece)
    text = definition.document.text
    offsets = offsets_in_file(text, value)
    assert text[offsets[start] : offsets[start + len(piece) - 1] + 1] == expected


def test_what_is_written_in_an_unusual_way_is_not_followed() -> None:
    definition = read_definition(b'---\nname: x\ndescription: "\\x6fne two"\n---\n')
    value = definition.frontmatter.get("description")
    assert isinstance(value, Scalar)
    assert value.text == "one two"
    assert not offsets_in_file(definition.document.text, value)
