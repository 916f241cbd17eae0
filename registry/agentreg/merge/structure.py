"""A prompt merged by its pieces: edits follow moves, what both sides added stays, each merges alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from agentreg.diff.units import PROSE
from agentreg.formats.text import sentences
from agentreg.merge.contents import merge_piece
from agentreg.merge.inserts import placed_additions
from agentreg.merge.items import Line, Numbering, Shape, renumbered, rewritten, three_way
from agentreg.merge.order import Placed, Unordered, merged_order
from agentreg.merge.pieces import Piece, Prompt, counterparts, read_pieces
from agentreg.merge.trio import Trio, piece_of, subject
from agentreg.merge.values import Choice, Clash, Decision, Part
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

# Shorter sentences ("For example:") are repeated with reason.
LEAST_STATED = 16

# A section of a side and how its items begin there -> how they begin in the result.
_Styles = Mapping[tuple[int, Shape], Shape]


class Structured(NamedTuple):
    """A prompt that was merged by its pieces.

    Attributes:
        parts: Settled text and clashes, in order.
        decisions: What became of pieces that both sides touched, in the order of the text.
    """

    parts: tuple[Part, ...]
    decisions: tuple[Decision, ...] = ()


def merge_structure(base: str, ours: str, theirs: str) -> Structured:
    """Merge three prompts by their pieces.

    Args:
        base: The common prompt; every line ended, as in the other two.
        ours: Our version.
        theirs: Their version.

    Raises:
        Unordered: The prompts cannot be merged in this way; the message says why.
    """
    was, mine, other = map(read_pieces, (base, ours, theirs))
    trio = Trio(was, mine, other, counterparts(was, mine), counterparts(was, other))
    _refuse_lost_edits(trio)
    order = merged_order(len(trio.base.pieces), trio.to_ours, trio.to_theirs)
    placed = placed_additions(trio, order)
    structured = _written(trio, placed)
    _reread(trio, placed, structured)
    return structured


def _refuse_lost_edits(trio: Trio) -> None:
    """Deleting a piece against editing it is for a person to decide."""
    sides = ((trio.ours, trio.to_ours, trio.to_theirs), (trio.theirs, trio.to_theirs, trio.to_ours))
    for side, kept, other in sides:
        for before, after in kept.items():
            if before not in other and trio.base.pieces[before].says != side.pieces[after].says:
                raise Unordered("one side changed what the other removed")


def _written(trio: Trio, placed: Sequence[Placed]) -> Structured:
    parts: list[Part] = [_newer(trio.base.opening, trio.ours.opening, trio.theirs.opening)]
    decisions: list[Decision] = []
    numbering, styles = Numbering(), (_styles(trio, 1), _styles(trio, 2))
    for place, piece in enumerate(placed):
        versions = trio.versions(piece)
        merged = merge_piece(*versions)
        if merged and piece.base is None:
            section = piece_of(trio, piece).section
            merged = [_restyled(merged[0], section, styles[piece.ours is None]), *merged[1:]]
        lines = _lines_of(merged, versions)
        written = "".join(line.raw for line in renumbered(lines, numbering))
        if merged is None:
            base, ours, theirs = (version.raw if version else "" for version in versions)
            reason = "both sides changed it differently"
            parts.append(Clash(subject(trio, piece), reason, base, ours, theirs))
            decisions.append(Decision(subject(trio, piece), Choice.CONFLICT, reason))
        else:
            parts.append(written)
            decisions += _told(trio, piece)
        following = placed[place + 1] if place + 1 < len(placed) else None
        parts.append(_gap(trio, piece, following))
    return Structured(tuple(part for part in parts if part), tuple(decisions))


def _styles(trio: Trio, number: int) -> _Styles:
    """How the marks of one side's items are written in the result, where a section has them all alike."""
    became: dict[tuple[int, Shape], set[Shape]] = {}
    for place in trio.to_ours.keys() & trio.to_theirs.keys():
        versions = trio.versions(Placed(place, trio.to_ours[place], trio.to_theirs[place]))
        pieces = [piece for piece in versions if piece]
        lines = [piece.lines[0] for piece in pieces]
        mine, merged = lines[number].shape, three_way(*lines).shape
        if mine and merged:
            became.setdefault((pieces[number].section, mine), set()).add(merged)
    return {mine: merged.pop() for mine, merged in became.items() if len(merged) == 1}


def _restyled(line: Line, section: int, styles: _Styles) -> Line:
    shape = styles.get((section, line.shape)) if line.shape else None
    return rewritten(line._replace(shape=shape)) if shape and shape != line.shape else line


def _lines_of(
    merged: Sequence[Line] | None, versions: tuple[Piece | None, Piece | None, Piece | None]
) -> Sequence[Line]:
    """The lines behind which numbers go on; behind a clash as they would behind ours."""
    if merged is not None:
        return merged
    return versions[1].lines if versions[1] else ()


def _told(trio: Trio, piece: Placed) -> Iterator[Decision]:
    base, ours, theirs = trio.versions(piece)
    if base and ours and theirs and base.says not in (ours.says, theirs.says):
        reason = "both sides made the same change" if ours.says == theirs.says else "merged by sentence"
        choice = Choice.BOTH if ours.says == theirs.says else Choice.MERGED
        yield Decision(subject(trio, piece), choice, reason)


def _gap(trio: Trio, piece: Placed, following: Placed | None) -> str:
    """The blank lines between two pieces, as a side that has both side by side writes them."""
    base, ours, theirs = (
        _between(side, place, None if following is None else following[number], last=following is None)
        for number, (side, place) in enumerate(zip(trio[:3], piece, strict=True))
    )
    if ours is not None and theirs is not None:
        return _newer(base, ours, theirs) if base is not None else ours
    if ours is not None:
        return ours
    if theirs is not None:
        return theirs
    return _new_gap(trio, piece, following) if following else ""


def _between(side: Prompt, place: int | None, following: int | None, *, last: bool) -> str | None:
    if place is None:
        return None
    beside = place == len(side.pieces) - 1 if last else following == place + 1
    return side.pieces[place].gap if beside else None


def _new_gap(trio: Trio, piece: Placed, following: Placed) -> str:
    """Between new neighbours: as much as any side has there between two pieces of their kinds."""
    kinds = piece_of(trio, piece).kind, piece_of(trio, following).kind
    gaps = [
        side.pieces[place].gap
        for side, one, other in zip(trio[1:3], piece[1:], following[1:], strict=True)
        for place in (one, None if other is None else other - 1)
        if place is not None
        and 0 <= place < len(side.pieces) - 1
        and (side.pieces[place].kind, side.pieces[place + 1].kind) == kinds
    ]
    return max(gaps, key=len, default="" if kinds == (BlockKind.ITEM, BlockKind.ITEM) else "\n")


def _newer(base: str, ours: str, theirs: str) -> str:
    return theirs if ours == base else ours


def _reread(trio: Trio, placed: Sequence[Placed], structured: Structured) -> None:
    """The last look: what was written must read as the pieces that were put together."""
    text = "".join(part if isinstance(part, str) else part.ours for part in structured.parts)
    read = read_pieces(text)
    expected = [_expected(trio, piece) for piece in placed]
    found = [(piece.kind, piece.says) for piece in read.pieces]
    if len(found) != len(expected) or any(
        kind is not wanted or (says is not None and says != said)
        for (kind, said), (wanted, says) in zip(found, expected, strict=True)
    ):
        raise Unordered("the merged text would not read as its pieces do")
    sides = [_statements(side.pieces) for side in trio[1:3]]
    # Only where both sides edited a piece a sentence can be new: from words of both.
    joined = _statements(
        [piece for piece, (_, says) in zip(read.pieces, expected, strict=True) if says is None]
    )
    for said, count in _statements(read.pieces).items():
        if count > (max(side[said] for side in sides) or joined[said]):
            raise Unordered("a sentence would be stated more often than on either side")


def _statements(pieces: Iterable[Piece]) -> Counter[str]:
    """How often each sentence is stated."""
    return Counter(
        said.of(piece.says)
        for piece in pieces
        if piece.kind in PROSE
        for said in sentences(piece.says)
        if said.end - said.start >= LEAST_STATED
    )


def _expected(trio: Trio, piece: Placed) -> tuple[BlockKind, str | None]:
    """What a piece must be read as; None for words that are of both sides."""
    base, ours, theirs = trio.versions(piece)
    if base is None or ours is None or theirs is None or theirs.raw == base.raw:
        one = piece_of(trio, piece)
        return one.kind, one.says
    if ours.raw == base.raw or ours.says == base.says:
        return theirs.kind, theirs.says
    return ours.kind, ours.says if theirs.says in (base.says, ours.says) else None
