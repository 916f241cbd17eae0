"""Three versions of one prompt side by side."""

from __future__ import annotations

from agentreg.merge.order import Placed
from agentreg.merge.pieces import Piece, Prompt
from agentreg.records import NamedTuple


class Trio(NamedTuple):
    """The three prompts, and what of the base became what."""

    base: Prompt
    ours: Prompt
    theirs: Prompt
    to_ours: dict[int, int]
    to_theirs: dict[int, int]

    def versions(self, placed: Placed) -> tuple[Piece | None, Piece | None, Piece | None]:
        """A piece in the base, in ours and in theirs."""
        sides = (self.base, self.ours, self.theirs)
        base, ours, theirs = (
            side.pieces[place] if place is not None else None
            for side, place in zip(sides, placed, strict=True)
        )
        return base, ours, theirs


def subject(trio: Trio, piece: Placed) -> str:
    """How a piece is called in the label of a conflict."""
    side, place = home(trio, piece)
    found = side.pieces[place]
    number = next((step.step.number for step in side.outline.steps if side.places[step.first] == place), "")
    if number:
        return f"step {number}"
    title = side.outline.prompt.sections[found.section].title if found.section >= 0 else ""
    if found.level:
        return f"heading {title}"
    return f"{found.kind} in section {title}" if title else f"{found.kind} before the first section"


def home(trio: Trio, piece: Placed) -> tuple[Prompt, int]:
    """The side that a piece is taken from, ours first, and its place there."""
    if piece.ours is not None:
        return trio.ours, piece.ours
    if piece.theirs is not None:
        return trio.theirs, piece.theirs
    raise AssertionError("a piece comes from a side")


def piece_of(trio: Trio, piece: Placed) -> Piece:
    """A piece as ours has it, or theirs."""
    side, place = home(trio, piece)
    return side.pieces[place]
