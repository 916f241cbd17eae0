"""What is read without the YAML parser is what the parser reads, spans and all; the rest is left to it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agentreg.formats.document import parse_document
from agentreg.formats.one_line_fields import MOST_CHARACTERS, read_one_line_fields
from agentreg.formats.yaml_events import parse_yaml
from agentreg.model.document import Span
from agentreg.model.fields import Field, Mapping, Style


def fields_of(matter: str) -> tuple[Field, ...]:
    document = parse_document(f"---\n{matter}---\n".encode("utf-8", "surrogatepass"))
    assert document.matter is not None
    return read_one_line_fields(document.text, document.matter)


def test_plain_and_quoted_values_are_read_with_their_places():
    text = "---\nname: a b  \r\ntools:   'Read, #x: y'\nmodel: \"\"\n---\n"
    name, tools, model = read_one_line_fields(text, Span(4, len(text) - 4))
    assert (name.key, *name.value[:2]) == ("name", "a b", Style.PLAIN)
    assert (tools.key, *tools.value[:2]) == ("tools", "Read, #x: y", Style.SINGLE)
    assert (model.key, *model.value[:2]) == ("model", "", Style.DOUBLE)
    assert [field.lines.of(text) for field in (name, tools)] == [
        "name: a b  \r\n",
        "tools:   'Read, #x: y'\n",
    ]
    assert tools.value.span.of(text) == "'Read, #x: y'"


@pytest.mark.parametrize(
    "line",
    [
        "",
        "a:\n",
        "a:b\n",
        "a: b: c\n",
        "a: b #c\n",
        "a: b:\n",
        "a: [b]\n",
        "a: &b c\n",
        "a: |\n",
        "a: -1\n",
        "a: 'it''s'\n",
        'a: "b\\n"\n',
        "a: 'b' c\n",
        "a: '\n",
        "a: b\n  c\n",
        "a: b\n\n",
        "# a\n",
        "a: b\tc\n",
        "a: b\u2028c\n",
        "a: b\x85c\n",
        "a: b\rc\n",
        "a: b\x07\n",
        "a: b\ud800\n",
        "a b: c\n",
        "a: b\n" * (MOST_CHARACTERS // 4),
    ],
)
def test_what_may_mean_more_is_left_to_the_parser(line):
    assert fields_of(line) == ()


WORDS = st.text("abé9 :#'\"-,&*![]{}|>%@`\\~?.\t\r\u00a0\u2028\u200d", max_size=12)
LINES = st.tuples(
    st.sampled_from(("a", "y", "a-b_1", "1a", "a b", "")), WORDS, st.sampled_from(("\n", "\r\n"))
)


@given(st.lists(LINES, min_size=1, max_size=3))
@example([("a", "b", "\r\n"), ("a", "'no'", "\n")])
def test_the_parser_reads_the_same(lines):
    text = "".join(f"{key}: {value}{end}" for key, value, end in lines)
    fields = read_one_line_fields(text, Span(0, len(text)))
    if fields:
        root = parse_yaml(text, Span(0, len(text))).root
        assert isinstance(root, Mapping)
        assert fields == root.fields
