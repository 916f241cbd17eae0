"""The prompt, merged line by line, with less trust than Git has: a line that moved is seen as one."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from agentreg.merge.lines import Origin, Stretch, merge3
from agentreg.merge.markers import split_lines
from agentreg.merge.values import Clash, Part

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(\S.*)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# Shorter lines (fences, braces, "**Note**") are repeated for good reasons, so they prove no move.
_TELLING = 12


class _Side(NamedTuple):
    lines: list[str]
    counts: Counter[str]


def merge_text(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    """Merge a text by lines.

    Two pairs of edits that a line merge takes for clean are clashes here: one line that both sides put at
    different places (it would be stated twice), and a line that one side moved and the other removed (it
    would come back).

    Args:
        base: The common text; every line ended, as in the other two.
        ours: Our version.
        theirs: Their version.

    Returns:
        Settled text and clashes, in order.
    """
    sides = [_Side(lines, Counter(lines)) for lines in map(split_lines, (base, ours, theirs))]
    placed: dict[str, Origin] = {}
    parts: list[Part] = []
    for stretch in merge3(*(side.lines for side in sides)):
        reason = _objection(stretch, sides, placed)
        parts.append(_clash(stretch, sides, reason) if reason else _settled(stretch, sides))
    return tuple(part for part in parts if part)


def _settled(stretch: Stretch, sides: list[_Side]) -> str:
    _, ours, theirs = sides
    if stretch.origin is Origin.THEIRS:
        return "".join(theirs.lines[slice(*stretch.theirs)])
    return "".join(ours.lines[slice(*stretch.ours)])


def _objection(stretch: Stretch, sides: list[_Side], placed: dict[str, Origin]) -> str:
    """Why a stretch must not be settled; empty when it may be."""
    base, ours, theirs = sides
    match stretch.origin:
        case Origin.CONFLICT:
            return "both sides changed these lines"
        case Origin.OURS:
            return _misplaced(ours.lines[slice(*stretch.ours)], stretch.origin, (base, theirs), placed)
        case Origin.THEIRS:
            return _misplaced(theirs.lines[slice(*stretch.theirs)], stretch.origin, (base, ours), placed)
        case Origin.BASE | Origin.BOTH:
            return ""


def _misplaced(
    lines: list[str], origin: Origin, others: tuple[_Side, _Side], placed: dict[str, Origin]
) -> str:
    base, other = others
    for line in filter(_is_telling, lines):
        before = base.counts[line]
        if before == 1 and not other.counts[line]:
            return "one side moved a line that the other removed"
        if before <= 1 and placed.setdefault(line, origin) is not origin:
            return "both sides put the same line at different places"
    return ""


def _is_telling(line: str) -> bool:
    return sum(map(str.isalnum, line)) >= _TELLING


def _clash(stretch: Stretch, sides: list[_Side], reason: str) -> Clash:
    base, ours, theirs = sides
    return Clash(
        subject=_place(ours.lines[: stretch.ours[0]]),
        reason=reason,
        base="".join(base.lines[slice(*stretch.base)]),
        ours="".join(ours.lines[slice(*stretch.ours)]),
        theirs="".join(theirs.lines[slice(*stretch.theirs)]),
    )


def _place(lines: list[str]) -> str:
    """The section that follows these lines, for a label; what looks like a heading inside a fence is none."""
    title, fence = "", ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and (heading := _HEADING.match(line)):
            title = heading[1].strip(" \t\n#")
    return f"section {title}" if title else "opening text"
