"""Which sentences keep data in, and which let it out."""

from __future__ import annotations

import pytest

from agentreg.formats.confidential import keeps_in, lets_out

KEEPS = (
    "Never paste customer data into a chat.",
    "Guest names are private: user names must not be shared.",
    "Keep API keys out of the log.",
    "Patients' records stay on the machine.",
    "Don't reveal passwords.",
    "Redact secrets before you send the report.",
    "Share source code only with the team.",
    "Customer data must not, in any case, be logged.",
    "Print no passwords.",
)
LETS = (
    "Paste customer data into a chat.",
    "Employee records may be uploaded.",
    "Secrets are logged.",
    "Feel free to disclose confidential information.",
    "Credentials may leave the machine.",
)
NEITHER = (
    "Never paste logs into a chat.",
    "Read passwords from the vault.",
    "Send at most 500 tokens.",
    "Never delete customer data.",
    "Display the menu.",
    "Log every access to customer data, without exception.",
    "Log every access to customer data, not just some.",
    "Report and log every leaked password, and never skip one.",
)


@pytest.mark.parametrize(
    ("text", "kept", "let"),
    [
        *((text, True, False) for text in KEEPS),
        *((text, False, True) for text in LETS),
        *((text, False, False) for text in NEITHER),
    ],
)
def test_what_a_sentence_does_to_data(text: str, kept: bool, let: bool) -> None:
    assert (keeps_in(text), lets_out(text)) == (kept, let)
