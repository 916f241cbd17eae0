"""How alike two texts are, told from small sketches of them, so that no text has to be read again.

A sketch is the smallest 48 of the hashes of a text's lines (a bottom-k sketch): 192 bytes, from which the
share of common lines (Jaccard) is estimated; exact for texts of fewer lines.
"""

from __future__ import annotations

import sys
from array import array
from zlib import crc32

SIZE = 48

# 4 bytes on every platform that Python runs on.
_CODE = "I"


def sketch(data: bytes) -> bytes:
    """The sketch of a file's bytes; indentation, blank lines and repeated lines do not count."""
    # CRC-32 of equal lines is equal on every machine and run, unlike `hash`; that it can be forged
    # matters little here: the worst is a rename that is told where there was none.
    hashes = {crc32(line) for line in map(bytes.strip, data.splitlines()) if line}
    return _packed(sorted(hashes)[:SIZE])


def similarity(one: bytes, other: bytes) -> float:
    """The share of lines that two texts have in common, from 0.0 to 1.0, estimated from their sketches."""
    left, right = set(hashes_of(one)), set(hashes_of(other))
    if not left or not right:
        return 0.0
    smallest = sorted(left | right)[:SIZE]
    return sum(1 for value in smallest if value in left and value in right) / len(smallest)


def hashes_of(packed: bytes) -> array[int]:
    """The line hashes that a sketch holds."""
    values = array(_CODE)
    values.frombytes(packed)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def _packed(hashes: list[int]) -> bytes:
    values = array(_CODE, hashes)
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()
