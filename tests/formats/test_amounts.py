"""Bounds in a sentence: which way, how much, of what."""

from __future__ import annotations

import pytest

from agentreg.formats.amounts import Bound, bounds_of

UPPER = {
    "Move at most three crates.": (3.0, "crate"),
    "A cart may hold no more than three crates.": (3.0, "crate"),
    "Three crates at most.": (3.0, "crate"),
    "No more than twenty-five crates.": (25.0, "crate"),
    "Max. 3 retries": (3.0, "retry"),
    "A maximum of 1,000 crates": (1000.0, "crate"),
    "Never move more than two dozen crates.": (24.0, "crate"),
    "Answer within half an hour.": (1800.0, "second"),
    "Answer within two hours.": (7200.0, "second"),
    "Retry up to twice.": (2.0, "time"),
    "Keep the load \u2264 80%.": (80.0, "%"),
    "Ten crates or fewer.": (10.0, "crate"),
}
LOWER = {
    "Ask at least two pilots.": (2.0, "pilot"),
    "Not fewer than two pilots": (2.0, "pilot"),
    "Use more than two ropes.": (2.0, "rope"),
    "Never use fewer than two ropes.": (2.0, "rope"),
    "Do not retry within five seconds.": (5.0, "second"),
    "Two pilots or more.": (2.0, "pilot"),
}
NONE = (
    "Move three crates.",
    "It takes up to five days.",
    "A cart can hold up to five crates.",
    "Read page 3 of 10.",
    "Do not move at most three crates.",
    "Version 3.11.2 or more",
)


@pytest.mark.parametrize("said", UPPER)
def test_an_upper_bound_is_read(said: str) -> None:
    value, unit = UPPER[said]
    assert bounds_of(said) == (Bound(is_upper=True, value=value, unit=frozenset((unit,)), in_case=False),)


@pytest.mark.parametrize("said", LOWER)
def test_a_lower_bound_is_read(said: str) -> None:
    value, unit = LOWER[said]
    assert bounds_of(said) == (Bound(is_upper=False, value=value, unit=frozenset((unit,)), in_case=False),)


@pytest.mark.parametrize("said", NONE)
def test_other_numbers_bound_nothing(said: str) -> None:
    assert bounds_of(said) == ()


def test_a_bound_may_tell_in_which_case() -> None:
    assert [bound.in_case for bound in bounds_of("If over 3 crates fall, lift at most one crate.")] == [
        True,
        False,
    ]
