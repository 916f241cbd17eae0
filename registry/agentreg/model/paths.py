"""Paths inside a repository as text: each in a form that is no other path's, whatever its bytes are."""

from __future__ import annotations

import re

# What stands for a byte that is no UTF-8; where a name has it literally, its backslash is written as `\x5c`.
_SHOWN_BYTE = re.compile(rb"\\x(5c|[89a-f][0-9a-f])")


def shown_path(raw: bytes) -> str:
    r"""A path as text that can be shown and stored, another one for each path.

    What is not UTF-8 becomes `\xNN`; the backslash of a name that looks so already becomes `\x5c`.
    """
    told = _SHOWN_BYTE.sub(rb"\\x5cx\1", raw) if b"\\x" in raw else raw
    return told.decode("utf-8", "backslashreplace")


def raw_path(path: str) -> bytes:
    """A path as Git has it, from the text that `shown_path` gives."""
    return _SHOWN_BYTE.sub(lambda found: bytes((int(found[1], 16),)), path.encode("utf-8", "surrogateescape"))
