"""A prompt as pieces that are merged one by one: each unit with its lines and the blank lines behind."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from agentreg.diff.match import match_outlines
from agentreg.diff.units import Outline, outline
from agentreg.formats.read import read_definition
from agentreg.merge.items import Line, read_lines
from agentreg.merge.order import Unordered
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

# A prompt must not be taken for frontmatter, whatever it begins with.
_HEADER = "---\n---\n"
# A longer prompt is merged by lines: nobody waits for more, and few are a tenth as long.
MOST_CHARACTERS = 100_000


class Piece(NamedTuple):
    """One unit of a prompt.

    Attributes:
        kind: What it is.
        says: What it says, without form.
        section: The section it belongs to, -1 before the first heading; a title belongs to its own.
        level: The level of the title that it is; 0 for all else.
        depth: How deep an item is nested.
        lines: Its lines.
        gap: The blank lines behind it, line feeds included.
    """

    kind: BlockKind
    says: str
    section: int
    level: int
    depth: int
    lines: tuple[Line, ...]
    gap: str

    @property
    def raw(self) -> str:
        """Its lines as they are written."""
        return "".join(line.raw for line in self.lines)


class Prompt(NamedTuple):
    """A prompt in pieces.

    Attributes:
        opening: The blank lines before the first piece.
        pieces: All pieces in order.
        outline: The units; each piece is one.
        places: The piece of each unit; several units that begin in one line are one piece.
        titles: The piece that is the title of each section.
    """

    opening: str
    pieces: tuple[Piece, ...]
    outline: Outline
    places: tuple[int, ...]
    titles: dict[int, int]


def read_pieces(body: str) -> Prompt:
    """Take a prompt apart.

    Args:
        body: The prompt, every line ended by a line feed.

    Raises:
        Unordered: It is too long; then nothing is known of it but its lines.
    """
    if len(body) > MOST_CHARACTERS:
        raise Unordered("the prompt is too long to be merged by its pieces")
    read = outline(read_definition((_HEADER + body).encode("utf-8", "surrogateescape"), "agent.md"))
    if not read.units:
        return Prompt(body, (), read, (), {})
    lines = read_lines(body)
    starts = list(accumulate((len(line.raw) for line in lines), initial=len(_HEADER)))
    begins = [bisect_right(starts, unit.span.start) - 1 for unit in read.units]
    firsts = sorted(set(begins))
    pieces = tuple(
        _piece(read, begins.index(first), lines[first:end])
        for first, end in zip(firsts, (*firsts[1:], len(lines)), strict=True)
    )
    places = tuple(bisect_right(firsts, begin) - 1 for begin in begins)
    titles = {unit.section: places[number] for number, unit in enumerate(read.units) if unit.is_title}
    return Prompt("".join(line.raw for line in lines[: firsts[0]]), pieces, read, places, titles)


def counterparts(base: Prompt, side: Prompt) -> dict[int, int]:
    """Which piece of the base became which of a side."""
    found: dict[int, int] = {}
    taken = set()
    for pair in match_outlines(base.outline, side.outline).pairs:
        before, after = base.places[pair.before], side.places[pair.after]
        if before not in found and after not in taken:
            found[before] = after
            taken.add(after)
    return found


def _piece(read: Outline, place: int, lines: Sequence[Line]) -> Piece:
    unit = read.units[place]
    end = len(lines)
    while end > 1 and not lines[end - 1].raw.strip():
        end -= 1
    level = read.prompt.sections[unit.section].level if unit.is_title else 0
    gap = "".join(line.raw for line in lines[end:])
    depth = unit.depth if unit.kind is BlockKind.ITEM else 0
    return Piece(unit.kind, unit.text, unit.section, level, depth, tuple(lines[:end]), gap)
