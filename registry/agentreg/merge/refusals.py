"""What a line merge takes for clean and is not: a line that would be stated twice, or would come back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from functools import cached_property

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Self

from agentreg.formats.fences import outside_fences
from agentreg.formats.patterns import pattern
from agentreg.merge.lines import Origin, Stretch
from agentreg.merge.values import Clash
from agentreg.records import NamedTuple

_HEADING = pattern(r" {0,3}#{1,6}[ \t]+(\S.*)")
# Shorter lines (fences, braces, "**Note**") are repeated for good reasons, so they prove no move.
_TELLING = 12
_REMOVED = "one side removed these lines, the other changed them"


class Side(NamedTuple):
    """One side's lines as written, what each is compared by, and how often that occurs."""

    lines: Sequence[str]
    keys: Sequence[Hashable]
    counts: Counter[Hashable]

    @classmethod
    def of(cls, lines: Sequence[str], keys: Sequence[Hashable]) -> Self:
        """A side with its lines counted."""
        return cls(lines, keys, Counter(keys))


class Refusals:
    """Says of each stretch, in order, why it must not be settled, and what stands in its place then."""

    def __init__(self, base: Side, ours: Side, theirs: Side) -> None:
        self._base = base
        self._sides = {Origin.OURS: ours, Origin.THEIRS: theirs}
        self._placed: dict[Hashable, Origin] = {}

    @cached_property
    def _sections(self) -> list[str]:
        return _sections(self._sides[Origin.OURS].lines)

    def reason(self, stretch: Stretch) -> str:
        """Why a stretch must not be settled; empty when it may be."""
        match stretch.origin:
            case Origin.CONFLICT:
                gone = any(start == end for start, end in (stretch.ours, stretch.theirs))
                one_removed = gone and stretch.base[0] < stretch.base[1]
                return _REMOVED if one_removed else "both sides changed these lines"
            case Origin.OURS:
                return self._misplaced(Origin.OURS, Origin.THEIRS, stretch.ours)
            case Origin.THEIRS:
                return self._misplaced(Origin.THEIRS, Origin.OURS, stretch.theirs)
            case Origin.BASE | Origin.BOTH:
                return ""

    def _misplaced(self, mine: Origin, other: Origin, lines: tuple[int, int]) -> str:
        side, counts = self._sides[mine], self._sides[other].counts
        for number in range(*lines):
            key = side.keys[number]
            if sum(map(str.isalnum, side.lines[number])) < _TELLING:
                continue
            before = self._base.counts[key]
            if before == 1 and not counts[key]:
                return "one side moved a line that the other removed or changed"
            if before <= 1 and self._placed.setdefault(key, mine) is not mine:
                return "both sides put the same line at different places"
        return ""

    def clash(self, stretch: Stretch, reason: str) -> Clash:
        """The clash in place of a stretch, named after the section that it stands in."""
        base, ours, theirs = (
            side.lines[slice(*place)]
            for side, place in zip((self._base, *self._sides.values()), stretch[1:], strict=True)
        )
        # Lines that open a section are about that one, not about the one above them.
        opened = _opened(base) if base else _opened(ours) or _opened(theirs)
        title = opened or self._sections[stretch.ours[0]]
        subject = f"section {title}" if title else "opening text"
        return Clash(subject, reason, *("".join(lines) for lines in (base, ours, theirs)))


def _opened(lines: Sequence[str]) -> str:
    """The title that stands first in these lines, blank ones apart."""
    first = next((line for line in lines if line.strip()), "")
    heading = _HEADING.match(first)
    return _title(heading) if heading else ""


def _title(heading: re.Match[str]) -> str:
    return heading[1].strip(" \t\n#")


def _sections(lines: Sequence[str]) -> list[str]:
    """The title of the section that each line stands in, and one more for the end."""
    titles = [""]
    for line, outside in zip(lines, outside_fences(lines), strict=True):
        heading = _HEADING.match(line) if outside else None
        titles.append(_title(heading) if heading else titles[-1])
    return titles
