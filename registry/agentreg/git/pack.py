"""Objects written all in one go: a pack that Git takes apart, so that one process writes any number of them.

The pack format is that of gitformat-pack(5), version 2, without deltas. Git checks its sum and writes each
object as it always does; when it is killed, some are there that nothing points at.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Collection
from pathlib import Path

from agentreg.git.process import CHUNK, Git
from agentreg.records import NamedTuple

_TYPES = {"commit": 1, "tree": 2, "blob": 3}
_SHA1_DIGITS = 40


class Object(NamedTuple):
    """An object to be written.

    Attributes:
        kind: `blob`, `tree` or `commit`.
        data: Its content.
    """

    kind: str
    data: bytes


def object_id(item: Object, *, like: str) -> str:
    """The id of an object, in the hash of a repository of which any other id is given."""
    return _hash(f"{item.kind} {len(item.data)}\0".encode() + item.data, like).hex()


def file_id(file: Path, *, like: str) -> str:
    """The id that a file's bytes have as a blob; files of any size are read piece by piece."""
    with file.open("rb") as opened:
        found = _hasher(like)
        found.update(f"blob {os.fstat(opened.fileno()).st_size}\0".encode())
        while piece := opened.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


def write_objects(git: Git, items: Collection[Object], *, like: str) -> None:
    """Write objects into a repository; those that are there already stay as they are.

    Args:
        git: The repository.
        items: The objects.
        like: Any object id of this repository.

    Raises:
        GitError: Git could not write them.
    """
    head = b"PACK" + (2).to_bytes(4, "big") + len(items).to_bytes(4, "big")
    body = head + b"".join(_header(item) + zlib.compress(item.data) for item in items)
    git.run(["unpack-objects", "-q"], body + _hash(body, like))


def _header(item: Object) -> bytes:
    """Type and size: four bits of the size in the first byte, seven in each further one."""
    size = len(item.data)
    byte, size = _TYPES[item.kind] << 4 | size & 0x0F, size >> 4
    written = bytearray()
    while size:
        written.append(byte | 0x80)
        byte, size = size & 0x7F, size >> 7
    return bytes((*written, byte))


def _hash(data: bytes, like: str) -> bytes:
    found = _hasher(like)
    found.update(data)
    return found.digest()


def _hasher(like: str) -> hashlib._Hash:
    return hashlib.new("sha1" if len(like) == _SHA1_DIGITS else "sha256", usedforsecurity=False)
