"""Secrets: what is one, what only looks like one, and how one is shown."""

from __future__ import annotations

from random import Random
from string import ascii_letters, digits

import pytest
from planting.tokens import make

from agentreg.formats.secret_table import TOKEN_FORMATS, Proof, TokenFormat
from agentreg.formats.secrets import find_secrets, hidden_in, masked
from agentreg.model.document import Span

KEY = "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"
EACH_FORMAT = pytest.mark.parametrize("token", TOKEN_FORMATS, ids=lambda token: token.what)

SAMPLES = {
    "the sample of AWS": "AKIAIOSFODNN7EXAMPLE",
    "a blank": "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "a wrong checksum": "ghp_zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq18",
    "counted up": "sk_live_01234567890123456789abcdef",
    "letters in order": "glpat-abcdefghijklmnopqrst",
    "said to be yours": "npm_yourTokenGoesHereyourTokenGoesHere12",
    "the token of jwt.io": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
    ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    "a key's first line": "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
    "a hook of nobody": "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "a word that begins so": "AKIA and ghp_ begin the names of tokens",
}


@EACH_FORMAT
def test_what_an_issuer_makes_is_found(token: TokenFormat) -> None:
    random = Random(5)  # noqa: S311  # a sample, no secret
    for _ in range(5):
        made = make(token, random)
        assert token.what in {found.what for found in find_secrets(f"Log in with {made} at first.")}


def test_letters_that_make_a_word_in_mixed_cases_are_chance() -> None:
    random = Random(7)  # noqa: S311  # a sample, no secret
    token = "xai-LZYOUr1A9fAKeh" + "".join(random.choices(ascii_letters + digits, k=66))
    assert [found.what for found in find_secrets(f"Log in with {token} at first.")] == ["an xAI key"]


@EACH_FORMAT
def test_a_row_names_its_issuers_page_and_what_its_texts_hold(token: TokenFormat) -> None:
    made = make(token, Random(5))  # noqa: S311  # a sample, no secret
    assert token.docs.startswith("https://")
    assert any(hint in made for hint in token.hints)


def test_each_kind_has_one_row() -> None:
    kinds = [token.what for token in TOKEN_FORMATS]
    assert len(set(kinds)) == len(kinds) >= 40
    assert {token.proof for token in TOKEN_FORMATS} == set(Proof)


@pytest.mark.parametrize("text", SAMPLES.values(), ids=SAMPLES)
def test_samples_are_no_secrets(text: str) -> None:
    assert list(find_secrets(f"Log in with {text} at first.")) == []


def test_a_secret_is_found_where_it_stands_beside_bytes_that_are_no_text() -> None:
    text = "\udc80\U0001f511 é: " + KEY
    assert [span.of(text) for _, span, *_ in find_secrets(text)] == [
        "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"
    ]


def test_a_long_text_of_beginnings_is_looked_through_at_once() -> None:
    text = "xoxb-1-" * 20_000 + "-----BEGIN PRIVATE KEY-----\n" * 5_000 + "eyJ" * 20_000
    assert list(find_secrets(text)) == []


def test_little_of_a_secret_is_shown() -> None:
    assert masked("AKIAQ3VWN7KDZ5RTYHM2") == "AKIA\u2026 (20 characters)"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (KEY, KEY[4:]),
        (f"https://hooks.slack.com/services/T0ABCD123/B0ABCD123/{KEY[4:28]}", KEY[4:28]),
        ("a1B8Q~zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq", "Q~zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq"),
    ],
    ids=["behind its prefix", "behind its address", "without a prefix"],
)  # fmt: skip
def test_what_its_issuer_puts_before_it_may_be_shown(text: str, hidden: str) -> None:
    assert [one.hidden.of(text) for one in find_secrets(text)] == [hidden]


def test_little_of_a_short_secret_may_be_shown() -> None:
    assert hidden_in(Span(10, 20)) == Span(12, 20)
    assert hidden_in(Span(10, 15)) == Span(10, 15)
