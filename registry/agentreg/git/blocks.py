"""Lines of our own in somebody's file: between two marks, so that taking them out leaves the file as it was.

Git's configuration and its attributes both take a line that begins with `#` for a comment.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agentreg.records import NamedTuple

OPENED = "# >>> agentreg git install"
CLOSED = "# <<< agentreg git install"

# What the file was without the block, where that cannot be seen any more: absent, or its last line not ended.
_NEW, _UNENDED = " (new file)", " (line above was not ended)"
_BLOCK = re.compile(
    rf"(?P<gap>\r?\n)?^{OPENED}(?P<was>{re.escape(_NEW)}|{re.escape(_UNENDED)})?\r?\n"
    rf"(?P<lines>(?:.*\r?\n)*?){CLOSED}\r?\n",
    re.MULTILINE,
)


class Block(NamedTuple):
    """A file that holds our lines, taken apart.

    Attributes:
        without: What the file was before, or is but for them; None when it was not there.
        lines: Our lines, without their ends.
    """

    without: str | None
    lines: tuple[str, ...]


def find_block(text: str | None) -> Block:
    """Take our lines out of a file's text (None: there is no such file); without any, there are no lines."""
    found = _BLOCK.search(text) if text is not None else None
    if text is None or found is None:
        return Block(text, ())
    gap = "" if found["was"] == _UNENDED else found["gap"] or ""
    rest = text[: found.start()] + gap + text[found.end() :]
    without = None if found["was"] == _NEW and not rest else rest
    return Block(without, tuple(found["lines"].splitlines()))


def with_block(text: str | None, lines: Sequence[str]) -> str:
    """A file's text with our lines at its end, in place of those that it holds.

    Args:
        text: The file's text; None when there is no such file.
        lines: Our lines, without their ends.
    """
    known = find_block(text)
    if known.lines == tuple(lines) and text is not None:
        return text
    before = known.without
    newline = "\r\n" if before and "\r\n" in before else "\n"
    was = _NEW if before is None else _UNENDED if before and not before.endswith("\n") else ""
    block = newline.join([OPENED + was, *lines, CLOSED, ""])
    return (before or "") + (newline if was == _UNENDED else "") + block
