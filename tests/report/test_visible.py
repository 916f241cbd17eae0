from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.report.visible import one_line, visible, visible_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text, unchanged", "plain text, unchanged"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("naïve 中文 текст", "naïve 中文 текст"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("bell\x07", "bell<U+0007>"),
        ("over\rwrite", "over<U+000D>write"),
        ("back\x08space", "back<U+0008>space"),
        ("c1 \x9b31m", "c1 <U+009B>31m"),
        ("rtl \u202eevil", "rtl <U+202E>evil"),
        ("zero\u200bwidth", "zero<U+200B>width"),
        ("tag \U000e0041", "tag <U+E0041>"),
        ("separator\u2028forged", "separator<U+2028>forged"),
        ("private \ue000", "private <U+E000>"),
        ("reserved \u2065\ufff0\U000e0080", "reserved <U+2065><U+FFF0><U+E0080>"),
        ("no emoji to come \u20cf", "no emoji to come <U+20CF>"),
        ("an emoji to come \U0001faff", "an emoji to come \U0001faff"),
        ("joined to nothing \u2060\u200d\u2060", "joined to nothing <U+2060><U+200D><U+2060>"),
        ("escaped byte \udcff", "escaped byte \\xff"),
        ("bom \ufeff", "bom <U+FEFF>"),
        ("warning \u26a0\ufe0f sign", "warning \u26a0\ufe0f sign"),
        ("payload \u26a0\ufe0f\ufe0e\ufe0f", "payload \u26a0<U+FE0F><U+FE0E><U+FE0F>"),
        ("keycap 1\ufe0f\u20e3", "keycap 1\ufe0f\u20e3"),
        ("letter a\ufe0f", "letter a<U+FE0F>"),
        ("\U0001f468\u200d\U0001f4bb", "\U0001f468\u200d\U0001f4bb"),
        ("::add-mask::x", "<U+003A>:add-mask::x"),
        ("  ::error::x", "  <U+003A>:error::x"),
        ("\u3000::error::x\n\xa0\t::add-mask::y", "\u3000<U+003A>:error::x\n\xa0\t<U+003A>:add-mask::y"),
        ("std::vector", "std::vector"),
        ("see ##[set-env name=x]", "see <U+0023>#[set-env name=x]"),
        ("##vso[task.x]", "<U+0023>#vso[task.x]"),
        ("## A heading", "## A heading"),
    ],
)
def test_what_hides_reorders_or_commands_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_single_line_cannot_be_broken() -> None:
    assert visible_line("a\nb\tc\rd") == "a b c<U+000D>d"


@given(st.text())
def test_nothing_dangerous_survives(text: str) -> None:
    shown = visible(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)
    assert not re.search(r"(?m)^[^\S\n]*::", shown)


@given(
    st.text(
        st.characters(codec="utf-8", categories=["L", "N", "P", "Z"], exclude_characters=":#\u2028\u2029")
    )
)
def test_letters_digits_and_punctuation_of_any_script_stay(text: str) -> None:
    invisible = {"\u3164", "\uffa0", "\u115f", "\u1160"}
    if not invisible & set(text):
        assert visible(text) == text


@given(st.text())
def test_what_is_shown_can_be_shown_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\r\nb\n\n c\td", "a b c d"),
        ("a\x0bb\x85c", "a<U+000B>b<U+0085>c"),
        ("a\rb", "a<U+000D>b"),
        ("a\u3000b", "a b"),
        ("  \n", ""),
    ],
)
def test_one_line_names_what_would_be_lost_among_blanks(text: str, line: str) -> None:
    assert one_line(text) == line
