from __future__ import annotations

import json

import pytest

from agentreg.report.json_text import json_text


@pytest.mark.parametrize(
    "text", ["\x1b]8;;x\x07", "\x7f", "\udc80", "\u202e", "##[error]x", "##vso[task]", "::error::x", "é"]
)
def test_it_is_exact_for_a_program_and_harmless_for_a_terminal(text: str) -> None:
    written = json_text({"text": text})
    assert json.loads(written) == {"text": text}
    assert written.isascii()
    assert written.replace("\n", "").isprintable()
    assert "##[" not in written
    assert "##vso[" not in written
