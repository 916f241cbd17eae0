"""Which lines stand in a code fence: there nothing is a heading or a list item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^\n]*)")


def outside_fences(lines: Iterable[str]) -> Iterator[bool]:
    """Say of each line whether it stands outside of every fence; the fences' own lines do not.

    Unlike CommonMark this takes a fence at any indentation for one: list items indent theirs.
    """
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark is None:
            yield not fence
        elif fence:
            yield False
            fence = "" if mark[1].startswith(fence) and not mark[2].strip() else fence
        else:
            # Backticks behind backticks are inline code, not a fence with a language.
            fence = "" if mark[1][0] == "`" and "`" in mark[2] else mark[1]
            yield not fence
