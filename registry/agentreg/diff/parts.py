"""The parts of a prompt's units that were told, and what they leave."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from agentreg.diff.units import PROSE, Outline, without_number
from agentreg.formats.text import normalize, words
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind


class Parts:
    """Told parts of one prompt, by the unit that they stand in.

    Attributes:
        side: The prompt.
    """

    def __init__(self, side: Outline) -> None:
        self.side = side
        self._told: dict[int, set[Span]] = defaultdict(set)

    def add(self, span: Span) -> int:
        """Keep a part; returns the unit that it stands in."""
        place = self.unit_at(span)
        self._told[place].add(span)
        return place

    def rest_of(self, place: int) -> list[str]:
        """The words of a unit that are in no told part."""
        return self.rest(self.side.units[place].span)

    def rest(self, span: Span) -> list[str]:
        """The words that are in no told part; in code and in cells punctuation counts as well.

        Args:
            span: A unit or a part of one.
        """
        place = self.unit_at(span)
        pieces, position = [], span.start
        for told in self.told_in(place, span):
            pieces.append(self.side.text[position : max(position, told.start)])
            position = max(position, told.end)
        pieces.append(self.side.text[position : max(position, span.end)])
        if place < 0 or self.side.units[place].kind in PROSE:
            if place >= 0 and span.start == self.side.units[place].span.start:
                # The number of a step follows from its place.
                pieces[0] = without_number(pieces[0])
            return [word for piece in pieces for word in words(normalize(piece)) if word[0].isalnum()]
        if self.side.units[place].kind is BlockKind.TABLE:
            # How wide a column is drawn is form.
            return [word for piece in pieces for word in piece.replace("|", " ").split() if word.strip("-:")]
        return [word for piece in pieces for word in piece.split()]

    def told_in(self, place: int, span: Span) -> list[Span]:
        """The told parts of a unit that reach into a span, in order."""
        return sorted(
            told for told in self._told.get(place, ()) if told.start < span.end and span.start < told.end
        )

    def unit_at(self, span: Span) -> int:
        """The unit that a span begins in; -1 before the first."""
        return bisect_right(self.side.starts, span.start) - 1
