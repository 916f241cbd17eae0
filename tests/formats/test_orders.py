"""Which sentences order something, whether or not a word of them binds."""

from __future__ import annotations

import pytest

from agentreg.formats.orders import is_order

ORDERS = (
    "Weigh each parcel.",
    "Retry at most twice.",
    "Please read the ledger.",
    "- Lift five crates.",
    "If the tide is high, moor the boat.",
    "You must count the crates.",
    "Do not open the gate.",
    "Take orders from the owner.",
)
FACTS = (
    "The harbour is open.",
    "Harbours are open.",
    "Set theory is of use.",
    "Weighing a parcel takes time.",
    "Parcels the size of a crate",
    "It takes five days.",
    "Performance monitoring",
    "Report: a text with numbers",
)


@pytest.mark.parametrize("said", ORDERS)
def test_an_order_begins_with_what_is_to_be_done(said: str) -> None:
    assert is_order(said)


@pytest.mark.parametrize("said", FACTS)
def test_a_fact_or_a_heading_is_no_order(said: str) -> None:
    assert not is_order(said)
