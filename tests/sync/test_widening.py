"""What a merge with conflicts lets an agent do at most."""

from __future__ import annotations

import pytest

from agentreg.merge.engine import merge
from agentreg.sync.widening import with_theirs

BASE = b"---\nname: a\nmodel: one\ntools: Read\n---\n\nFirst.\n\n## Tone\n\nBe kind.\n"
OURS = BASE.replace(b": one", b": two").replace(b"Be kind.", b"Be loud.")
THEIRS = BASE.replace(b": one", b": three").replace(b"Be kind.", b"Be quiet.")


def crlf(text: bytes) -> bytes:
    return text.replace(b"\n", b"\r\n")


def more(text: bytes) -> bytes:
    return text.replace(b"First.\n", b"First.\n\n## Also\n\nMine.\n")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((BASE, OURS, THEIRS), THEIRS),
        ((BASE, BASE, THEIRS), THEIRS),
        ((BASE, crlf(OURS), THEIRS), THEIRS),
        ((BASE, more(OURS), THEIRS), more(THEIRS)),
    ],
    ids=["two conflicts", "clean", "line ends of ours", "beside the conflicts ours stays"],
)
def test_every_conflict_is_taken_as_the_base_has_it(
    texts: tuple[bytes, bytes, bytes], expected: bytes
) -> None:
    base, ours, theirs = texts
    told = with_theirs(merge(base, ours, theirs, path="agents/a.md"))
    assert told.replace(b"\r\n", b"\n") == expected
