"""What readers of YAML, JSON and TOML make of escapes, and where that is written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.escapes import readings
from agentreg.formats.secrets import find_secrets
from agentreg.model.document import Span

KEY = "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"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"a:\/\/b", "a://b"),
        (r"a\x41b", "aAb"),
        (r"a\u0041b\U00000042", "aAbB"),
        (r"a\\u0041", "aA"),
        ("a\\\n   b", "ab"),
    ],
)
def test_an_escape_is_read_as_what_it_stands_for(written: str, read: str) -> None:
    assert [one.text for one in readings(written)] == [read, written]


@pytest.mark.parametrize("text", ["", "no escape", r"a\nb", r"\xzz \u12 \U99999999", "\\" * 50_000])
def test_a_text_without_escapes_is_read_as_it_is_written(text: str) -> None:
    assert [one.text for one in readings(text)] == [text]


@given(st.text("ab/é\\x41\n"), st.text("ab"), st.text("ab/é\\x41\n"))
def test_what_is_read_is_found_where_it_is_written(before: str, inside: str, after: str) -> None:
    written = "".join(f"\\u{ord(char):04x}" for char in inside)
    read, *_ = readings(f"{before}\n{written}\n{after}")
    start = len(readings(f"{before}\n")[0].text)
    place = read.place(Span(start, start + len(inside)))
    assert place.of(f"{before}\n{written}\n{after}") == written


@pytest.mark.parametrize("at", range(len(KEY)))
def test_a_secret_is_found_wherever_it_is_escaped(at: int) -> None:
    written = f"{KEY[:at]}\\x{ord(KEY[at]):02x}{KEY[at + 1 :]}"
    text = json.dumps({"key": "é"}) + f' "{written}"'
    assert [one.span.of(text) for one in find_secrets(text)] == [written]


def test_of_a_secret_that_goes_on_behind_an_escape_the_whole_is_found_once() -> None:
    text = r"glpat-zQWBuTSOoRi4A9spHcVY5nc\u006esDkxkJ0mLq17"
    assert [one.span.of(text) for one in find_secrets(text)] == [text]
