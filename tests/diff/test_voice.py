"""Acts that are told in other words than an order does."""

from __future__ import annotations

import pytest

from agentreg.diff.voice import Told, told_act


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Secrets must never be logged.", Told("log secrets", is_denied=True)),
        ("Secrets may now be logged in tests.", Told("log secrets in tests", is_denied=False)),
        ("No copy may be sent to them.", Told("send copy to them", is_denied=True)),
        ("If it is red, the build can be stopped.", Told("stop the build", is_denied=False)),
        ("Sharing keys is forbidden.", Told("shar keys", is_denied=True)),
        ("Sharing keys with us is fine.", Told("shar keys with us", is_denied=False)),
        ("Log secrets.", None),
        ("You must ask.", None),
        ("The plan is red.", None),
    ],
)
def test_the_act_of_a_sentence(text: str, told: Told | None) -> None:
    assert told_act(text) == told
