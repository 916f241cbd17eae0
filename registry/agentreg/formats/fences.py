"""Code fences, line by line: which lines stand in one, and which one is never closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_MARKS = ("```", "~~~")
# What may stand before a fence on its line: indentation, and the markers of lists and quotes.
_CONTAINERS = " \t>-*+.)0123456789"


def outside_fences(lines: Iterable[str]) -> Iterator[bool]:
    """Say of each line whether it stands outside of every fence; the fences' own lines do not.

    Unlike CommonMark this takes a fence at any indentation for one: list items indent theirs.
    """
    fence = ""
    for line in lines:
        before, fence = fence, _after(line, fence)
        yield not before and not fence


def unclosed_fence(lines: Iterable[str]) -> int | None:
    """The number (from 0) of the line with the fence that is open at the end; None when all are closed."""
    fence, opened = "", None
    for number, line in enumerate(lines):
        before, fence = fence, _after(line, fence)
        if fence and not before:
            opened = number
    return opened if fence else None


def _after(line: str, fence: str) -> str:
    """The fence that is open behind a line, when `fence` is open before it (empty: none)."""
    # Most lines have none, and every definition is looked through.
    if "```" not in line and "~~~" not in line:
        return fence
    marked = line.lstrip(_CONTAINERS)
    if not marked.startswith(_MARKS):
        return fence
    rest = marked.lstrip(marked[0])
    mark = marked[: len(marked) - len(rest)]
    if fence:
        return "" if mark.startswith(fence) and not rest.strip() else fence
    # Backticks behind backticks are inline code, not a fence with a language.
    return "" if mark[0] == "`" and "`" in rest else mark
