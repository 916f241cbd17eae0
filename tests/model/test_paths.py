from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentreg.model.paths import raw_path, shown_path

SHOWN = [
    (b"a.md", "a.md"),
    ("\u00e9.md".encode(), "\u00e9.md"),
    (b"\xe9.md", r"\xe9.md"),
    (rb"\xe9.md", r"\x5cxe9.md"),
    (rb"\x5cxe9.md", r"\x5cx5cxe9.md"),
    (b"\\\xe9.md", r"\\xe9.md"),
    (rb"\\xe9.md", r"\\x5cxe9.md"),
    (b"\\x\xe9.md", r"\x\xe9.md"),
    (rb"a\xcafe.md", r"a\x5cxcafe.md"),
    (rb"a\b\xcode\x41\xE9\xe.md", r"a\b\xcode\x41\xE9\xe.md"),
]


@pytest.mark.parametrize(("raw", "shown"), SHOWN, ids=[row[1] for row in SHOWN])
def test_a_path_is_told_as_text_that_is_no_other_path(raw: bytes, shown: str) -> None:
    assert (shown_path(raw), raw_path(shown)) == (shown, raw)


NAMES = st.lists(
    st.binary(max_size=3) | st.sampled_from([b"\\", b"x", b"\\x", b"5c", b"e9", b"\xe9", rb"\x5c", rb"\xe9"])
).map(b"".join)


@given(NAMES)
def test_every_path_is_had_back_from_what_is_told(raw: bytes) -> None:
    shown = shown_path(raw)
    assert raw_path(shown) == raw
    shown.encode()
