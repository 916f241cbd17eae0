"""Which secrets a text could hold at all."""

from __future__ import annotations

from random import Random

import pytest
from planting.tokens import make

from agentreg.formats.secret_hints import LEAST_WORD, likely_formats
from agentreg.formats.secret_table import TOKEN_FORMATS, TokenFormat


@pytest.mark.parametrize("token", TOKEN_FORMATS, ids=lambda token: token.what)
def test_no_secret_is_overlooked(token: TokenFormat) -> None:
    random = Random(3)  # noqa: S311  samples
    for _ in range(20):
        made = make(token, random)
        assert token in likely_formats(f"Log in with {made} at first.")
        assert token.by_text or len(made.strip()) >= LEAST_WORD


@pytest.mark.parametrize(
    "text",
    ["You are a worker. Write to patterns.md.", "SKILLS and specifications", "AKIA begins one", "a.b.c" * 9],
)
def test_a_prompt_is_likely_to_hold_none(text: str) -> None:
    assert likely_formats(text) == []
