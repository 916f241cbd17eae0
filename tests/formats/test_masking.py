"""Texts without their secrets."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.formats.masking import Mask, mask_of
from agentreg.model.document import Span, split_lines
from agentreg.rules.finding import Bump, Direction, Finding, Severity

KEY = "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"
RANDOM = KEY[4:]
DOTS = "•" * 30


def marked(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:4]


MARK = marked(RANDOM)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"Use {KEY}.", f"Use ghp_{DOTS}({MARK})."),
        (f"Use {KEY[:20]}… now", f"Use ghp_{'•' * 10}({marked(RANDOM[:16])})… now"),
        (f"Use {KEY[:14]}…", "Use ghp_••••••••••…"),
        (f"…{KEY[-9:]} is it", "…••••••••• is it"),
        (f"{KEY[:11]} begins it", f"{KEY[:11]} begins it"),
        ("Use ghp_ tokens", "Use ghp_ tokens"),
        ("", ""),
    ],
    ids=["whole", "cut", "cut to few", "its end", "too little to tell", "its prefix", "nothing"],
)
def test_a_quotation_is_masked_wherever_it_was_cut(text: str, shown: str) -> None:
    assert mask_of([f"The key is {KEY}"]).text(text) == shown


def test_a_text_without_a_secret_has_no_mask() -> None:
    assert not mask_of(["You are a worker.", b"Use \xff"])


def test_a_key_of_many_lines_is_masked_on_one_line_too() -> None:
    mask = Mask(["zQWBuTSO\noRi4A9sp\nHcVY"])
    assert mask.text("key: zQWBuTSO oRi4A9sp HcVY.") == "key: •••••••• •••••••• ••••."


def test_what_tells_a_finding_from_others_stays() -> None:
    finding = Finding(
        "secret-is-exposed", Severity.CRITICAL, Direction.NEUTRAL, Bump.NONE, f"of {KEY}", f"{KEY} is there",
        before_span=Span(4, 8), judged=("worker", KEY),
    )  # fmt: skip
    shown = mask_of([KEY]).value(finding)
    assert (shown.fingerprint, shown.severity, shown.before_span) == (
        finding.fingerprint,
        Severity.CRITICAL,
        Span(4, 8),
    )
    assert (shown.subject, shown.message) == (f"of ghp_{DOTS}({MARK})", f"ghp_{DOTS}({MARK}) is there")


@given(st.lists(st.text()), st.text(), st.text())
def test_lines_and_columns_stay(hidden: list[str], before: str, after: str) -> None:
    text = before.join((*hidden, after))
    shown = Mask(hidden).text(text)
    assert list(map(len, split_lines(shown))) == list(map(len, split_lines(text)))


@given(st.text("xyz\n ", min_size=8, max_size=30), st.text("xyz\n "), st.text("xyz\n "))
def test_nothing_of_what_is_hidden_is_left(hidden: str, before: str, after: str) -> None:
    shown = Mask([hidden]).text(before + hidden + after)
    assert set(shown[len(before) :][: len(hidden)]) <= set("•\n ()0123456789abcdef")
