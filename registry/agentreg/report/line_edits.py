"""Which lines of a text of many lines became which: only they are then compared word by word."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.align import Gap, Match, common, similar


def edited_lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The lines that differ, in order.

    Args:
        before: The text before.
        after: The text after.

    Yields:
        A line before and what became of it; one of them is empty where a line came or went.
    """
    one, other = ([line for line in text.split("\n") if line.strip()] for text in (before, after))
    start = Match(-1, -1)
    for match in (*common(one, other), Match(len(one), len(other))):
        gap = Gap(
            tuple(range(start.before + 1, match.before)),
            tuple(range(start.after + 1, match.after)),
        )
        yield from _within(gap, one, other)
        start = match


def _within(gap: Gap, one: list[str], other: list[str]) -> Iterator[tuple[str, str]]:
    if len(gap.before) == len(gap.after):
        # Line by line, also where a line says something else now: a translation, a list of new values.
        yield from ((one[place], other[now]) for place, now in zip(*gap, strict=True))
        return
    partner = {match.before: match.after for match in similar(gap, one, other)}
    for place in gap.before:
        yield one[place], other[partner[place]] if place in partner else ""
    taken = set(partner.values())
    yield from (("", other[place]) for place in gap.after if place not in taken)
