"""What differs between the lines of a section and those of an edited copy, as patches of single passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from agentreg.merge.items import read_lines
from agentreg.model.document import split_lines
from agentreg.records import NamedTuple
from agentreg.variants.naming import shortest_name
from agentreg.variants.overlay import Act, Patch


class _Hunk(NamedTuple):
    """Lines of the base, from `start` to before `end`, that other lines stand for in the copy."""

    start: int
    end: int
    new_start: int
    new_end: int

    def joined(self, other: _Hunk) -> _Hunk:
        """Both, with all between them."""
        return _Hunk(self.start, other.end, self.new_start, other.new_end)

    def widened(self, above: int, below: int) -> _Hunk:
        """The hunk with equal lines around it."""
        return _Hunk(self.start - above, self.end + below, self.new_start - above, self.new_end + below)


def line_patches(was: str, now: str, section: str) -> list[Patch]:
    """Patches of runs of lines that might turn a section's own text into that of a copy.

    Args:
        was: The text in the base.
        now: The text in the copy.
        section: How patches call the section.

    Returns:
        The patches; none when all lines that could be named are those that differ.
    """
    pair = _Pair(split_lines(was), split_lines(now))
    hunks = pair.hunks()
    return [pair.patch(hunk)._replace(section=section) for hunk in hunks or ()]


class _Pair:
    """The lines of a section in the base and in the copy."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self._before, self._after = before, after
        self._known = list(dict.fromkeys(line.strip() for line in (*before, *after)))
        self._counts = Counter(line.strip() for line in before)
        self._name = cache(self._named)

    def hunks(self) -> list[_Hunk] | None:
        """What differs, each hunk wide enough to be named; None where that cannot be done."""
        matcher = SequenceMatcher(None, self._before, self._after, autojunk=False)
        left = [_Hunk(*bounds) for tag, *bounds in matcher.get_opcodes() if tag != "equal"]
        done: list[_Hunk] = []
        while left:
            hunk = self._slid(left.pop(0))
            above = self._above(hunk, done[-1].end if done else 0)
            limit = left[0].start if left else len(self._before)
            behind_a_line = above == 0 and 0 < hunk.start == hunk.end
            below = 0 if behind_a_line else self._below(hunk, limit)
            if above is None and done:
                left.insert(0, done.pop().joined(hunk))
            elif below is None and left:
                left[0] = hunk.joined(left[0])
            elif above is None or below is None:
                return None
            else:
                done.append(hunk.widened(above, below))
        return done

    def patch(self, hunk: _Hunk) -> Patch:
        """The patch of a hunk, without its section."""
        start, end, new_start, new_end = hunk
        if start == end:
            start -= 1
            act = Act.INSERT_AFTER
        else:
            act = Act.REMOVE if new_start == new_end else Act.REPLACE
        text = "".join(self._after[new_start:new_end])
        # One line needs no end of its own.
        text = text[:-1] if text.count("\n") == 1 else text
        to = self._name(end - 1) if end - start > 1 else ""
        return Patch(act, text, "", line=self._name(start), to=to)

    def _slid(self, hunk: _Hunk) -> _Hunk:
        """New lines right behind one that says something; lines that go, without blank ones around them."""
        start, end, new_start, new_end = hunk
        if start == end:
            while start and self._is_blank(start - 1) and self._before[start - 1] == self._after[new_end - 1]:
                start, new_start, new_end = start - 1, new_start - 1, new_end - 1
            return _Hunk(start, start, new_start, new_end)
        if new_start == new_end and not all(map(self._is_blank, range(start, end))):
            while self._is_blank(start):
                start += 1
            while self._is_blank(end - 1):
                end -= 1
            return _Hunk(start, end, new_start, new_end)
        return hunk

    def _above(self, hunk: _Hunk, floor: int) -> int | None:
        """How many equal lines above it takes to name where a hunk begins; None where there are too few."""
        if hunk.end == 0:
            return 0 if self._before and self._name(0) else None
        if hunk.start == hunk.end and hunk.start > floor and self._name(hunk.start - 1):
            return 0
        first = hunk.start if hunk.start < hunk.end else hunk.start - 1
        named = (place for place in range(first, floor - 1, -1) if self._name(place))
        place = next(named, None)
        return None if place is None else hunk.start - place

    def _below(self, hunk: _Hunk, limit: int) -> int | None:
        """The same for the lines below, and where it ends."""
        named = (place for place in range(max(hunk.end - 1, 0), limit) if self._name(place))
        place = next(named, None)
        return None if place is None else place + 1 - hunk.end

    def _is_blank(self, place: int) -> bool:
        return not self._before[place].strip()

    def _named(self, place: int) -> str:
        """How a line may be called; empty where another says the same, or where its number would change."""
        line = self._before[place]
        words = line.strip()
        if not words or self._counts[words] > 1 or any(one.number for one in read_lines(line)):
            return ""
        # What takes the place of a line may begin with all of it.
        return shortest_name(words, self._known) or shortest_name(words, list(self._counts))
