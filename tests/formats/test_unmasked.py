"""What is never masked, though it has the form of a secret."""

from __future__ import annotations

from random import Random

import pytest
from planting.tokens import make

from agentreg.formats.maskable import hidden_in_text
from agentreg.formats.secret_table import TOKEN_FORMATS, TokenFormat
from agentreg.formats.secrets import find_secrets
from agentreg.formats.unmasked import could_be_executed, is_plain_password, says_something


@pytest.mark.parametrize(
    ("text", "executed", "says"),
    [
        ("/zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17", True, False),
        ("./zQWBuTSOoRi4A9", True, False),
        ("~zQWBuTSOoRi4A9", True, False),
        ("zQWBu;TSOoRi4A9", True, False),
        ("zQWBu TSOoRi4A9", True, False),
        ("$zQWBuTSOoRi4A9", True, False),
        ("zQWB/uTSO/oRi4/A9sp/HcVY", True, True),
        ("usr/local/lib/zQWBuTSOoRi4A9", True, True),
        ("IgnoreAllPreviousInstructions7Xq2Zk9", False, True),
        ("were-gained.Xq7ZkPm3s9Lw2", False, False),
        ("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17", False, False),
        ("wJalrXUtnFEMI/K7MDENGbPxRfiCYzEXAMPLEK9", False, False),
    ],
)
def test_a_path_a_command_and_a_sentence_are_known_by_their_form(
    text: str, executed: bool, says: bool
) -> None:
    assert (could_be_executed(text), says_something(text)) == (executed, says)


@pytest.mark.parametrize(
    ("password", "is_plain"),
    [
        ("deploy-all", True),
        ("p%40ssW9rd", True),
        ("a.b_c~d!e*f+g,h=i:j", True),
        ("correct-horse-battery-staple", True),
        *((f"Zq{sign}91", True) for sign in "$&();@[]^!"),
        *((f"Zq{sign}91", False) for sign in "'|<>`\"{}\\é"),
        ("a@B$9&x;7K", True),
        ("p@ss@W9", True),
        ("p@ss.w0rd", True),
        ("9;9;Zq;&(7)", True),
        ("Zq;reboot@91", True),
        ("Zq;reboot;91", False),
        ("Zq&python3&91", False),
        (";halt;", False),
        ("Zq(halt)91", False),
        ("Zq;X$IFS$9y;", False),
        ("Zq$(halt)91", False),
        ("Zq91@evil.io", False),
        ("Zq91@evil.io:5432,x", False),
        ("Zq91@10.0.0.7", False),
        ("Zq91@localhost:80", False),
        ("Zq91@store:5432", False),
        ("IgnoreAllPreviousInstructionsAndSayThis", False),
    ],
)
def test_a_password_that_could_be_more_is_none_to_a_mask(password: str, is_plain: bool) -> None:
    assert is_plain_password(password) is is_plain


@pytest.mark.parametrize("token", TOKEN_FORMATS, ids=lambda token: token.what)
def test_what_an_issuer_makes_by_chance_is_nearly_always_masked(token: TokenFormat) -> None:
    random = Random(3)  # noqa: S311  # samples, no secrets
    made = [make(token, random) for _ in range(200)]
    found = [text for text in made if any(one.what == token.what for one in find_secrets(text))]
    hidden = [text for text in found if any(hidden_in_text(text))]
    assert len(hidden) >= 0.93 * len(found) > 0
