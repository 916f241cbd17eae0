"""One file's change as a patch that `git apply` takes."""

from __future__ import annotations

import difflib
from itertools import islice

_NO_END = "\n\\ No newline at end of file\n"


def render_patch(path: str, before: bytes, after: bytes) -> bytes:
    """The change of one file in Git's unified format; empty when there is none.

    Args:
        path: Where the file stands, POSIX, without characters that a patch would have to quote.
        before: The old bytes.
        after: The new ones.
    """
    if before == after:
        return b""
    # Git ends a name with blanks in it by a tab.
    end = "\t\n" if " " in path else "\n"
    header = f"diff --git a/{path} b/{path}\n--- a/{path}{end}+++ b/{path}{end}"
    compared = difflib.unified_diff(_lines(before), _lines(after))
    hunks = (line if line.endswith("\n") else line + _NO_END for line in islice(compared, 2, None))
    return (header + "".join(hunks)).encode("utf-8", "surrogateescape")


def _lines(data: bytes) -> list[str]:
    """Lines with their ends; only LF ends one, as in Git."""
    *lines, last = data.decode("utf-8", "surrogateescape").split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
