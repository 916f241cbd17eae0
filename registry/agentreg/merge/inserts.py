"""Where the new pieces of either side stand in the merged order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agentreg.diff.align import common
from agentreg.merge.lines import Origin
from agentreg.merge.order import START, Added, Placed, Unordered, additions
from agentreg.merge.pieces import Piece, Prompt
from agentreg.merge.trio import Trio
from agentreg.merge.wording import alike
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple


class _Run(NamedTuple):
    """New pieces of one side at their place in the merged order.

    Attributes:
        pieces: The pieces as they stand in that side.
        placed: The same, as they are placed.
        replaced: The base pieces that the side removed where these stand.
        rank: -1 before what the other side put in place of a text, 0 at its place, 1 behind it.
    """

    pieces: tuple[Piece, ...]
    placed: tuple[Placed, ...]
    replaced: frozenset[int]
    rank: int
    side: Origin


def placed_additions(trio: Trio, order: Sequence[int]) -> list[Placed]:
    """All pieces of the merged prompt in order.

    Args:
        trio: The three prompts.
        order: The base pieces that both sides kept.

    Raises:
        Unordered: The place of a new piece cannot be told.
    """
    both = _shared_news(trio)
    follows = dict(zip((START, *order), (*order, None), strict=True))
    runs: dict[int, list[_Run]] = {place: [] for place in follows}
    for run in _additions(trio, both):
        anchor, placed = _anchored(trio, run, follows)
        runs[anchor].append(_with_shared(placed, both))
    found: list[Placed] = []
    for place in follows:
        if place != START:
            found.append(Placed(place, trio.to_ours[place], trio.to_theirs[place]))
        found += _arranged(runs[place])
    return found


def _shared_news(trio: Trio) -> dict[int, int]:
    """The new pieces of ours that theirs has too, behind or before the same piece of the base."""
    found: dict[int, int] = {}
    theirs = additions(Origin.THEIRS, len(trio.theirs.pieces), trio.to_theirs)
    for run in additions(Origin.OURS, len(trio.ours.pieces), trio.to_ours):
        for other in theirs:
            if run.after == other.after or (run.before == other.before is not None):
                said = [
                    [(piece.kind, piece.says) for piece in map(side.pieces.__getitem__, places)]
                    for side, places in ((trio.ours, run.places), (trio.theirs, other.places))
                ]
                found |= {run.places[one]: other.places[two] for one, two, _ in common(*said)}
    return found


def _additions(trio: Trio, both: dict[int, int]) -> Iterable[Added]:
    """The runs of both sides; what both added is in one of them, that of the side with more beside it."""
    ours = additions(Origin.OURS, len(trio.ours.pieces), trio.to_ours)
    back = {theirs: mine for mine, theirs in both.items()}
    for run in additions(Origin.THEIRS, len(trio.theirs.pieces), trio.to_theirs):
        shared = {back[place] for place in run.places if place in back}
        if len(shared) == len(run.places):
            continue
        within = [one for one in ours if shared.intersection(one.places)]
        if not all(shared.issuperset(one.places) for one in within):
            # Beside what both added, the order of the rest would be a guess.
            raise Unordered("both sides added texts of which some are the same")
        ours = [one for one in ours if one not in within]
        yield run
    yield from ours


def _anchored(trio: Trio, run: Added, follows: dict[int, int | None]) -> tuple[int, _Run]:
    mine, side, other = (
        (trio.to_ours, trio.ours, trio.to_theirs)
        if run.side is Origin.OURS
        else (trio.to_theirs, trio.theirs, trio.to_ours)
    )
    gone = [place is not None and place != START and place not in other for place in (run.after, run.before)]
    if all(gone):
        raise Unordered("one side added to what the other removed")
    pieces = tuple(side.pieces[place] for place in run.places)
    _refuse_orphan(run.places[0], side, mine, other)
    sequence = sorted(mine, key=mine.__getitem__)
    anchor, follower = run.after, run.before
    if gone[0]:
        before = sequence[: sequence.index(run.after)]
        anchor = next((place for place in reversed(before) if place in other), START)
    if gone[1] and run.before is not None:
        behind = sequence[sequence.index(run.before) :]
        follower = next((place for place in behind if place in other), None)
    if follows[anchor] != follower and not _ends_section(trio, pieces, side, anchor, follows):
        raise Unordered("one side added a text where the other moved what stood around it")
    placed = tuple(
        Placed(None, place, None) if run.side is Origin.OURS else Placed(None, None, place)
        for place in run.places
    )
    end = len(trio.base.pieces) if run.before is None else run.before
    replaced = frozenset(range(run.after + 1, end)).difference(mine)
    return anchor, _Run(pieces, placed, replaced, 1 if gone[0] else -1 if gone[1] else 0, run.side)


def _refuse_orphan(place: int, side: Prompt, mine: dict[int, int], other: dict[int, int]) -> None:
    """What was added to a section or below an item must not outlive it."""
    origin = {after: before for before, after in mine.items()}
    piece = side.pieces[place]
    owners = [] if piece.level else [side.titles.get(piece.section)]
    owners += [_parent(side, place)] if piece.depth else []
    if any(owner in origin and origin[owner] not in other for owner in owners):
        raise Unordered("one side added to what the other removed")


def _parent(side: Prompt, place: int) -> int | None:
    depth = side.pieces[place].depth
    above = (one for one in reversed(range(place)) if side.pieces[one].kind is BlockKind.ITEM)
    return next((one for one in above if side.pieces[one].depth < depth), None)


def _ends_section(
    trio: Trio, pieces: Sequence[Piece], side: Prompt, anchor: int, follows: dict[int, int | None]
) -> bool:
    """Whether new pieces belong to the section that ends behind their anchor, wherever that went."""
    if anchor == START or any(piece.level for piece in pieces):
        return False
    kept = trio.to_ours if side is trio.ours else trio.to_theirs
    follower = follows[anchor]
    at_end = follower is None or trio.base.pieces[follower].level > 0
    return at_end and side.pieces[kept[anchor]].section == pieces[0].section


def _with_shared(run: _Run, both: dict[int, int]) -> _Run:
    back = {theirs: mine for mine, theirs in both.items()}
    if run.side is Origin.OURS:
        placed = (one._replace(theirs=both.get(one.ours)) for one in run.placed if one.ours is not None)
    else:
        placed = (one._replace(ours=back.get(one.theirs)) for one in run.placed if one.theirs is not None)
    return run._replace(placed=tuple(placed))


def _arranged(runs: Sequence[_Run]) -> list[Placed]:
    """Runs behind one piece in their order: ours first, but what opens a section behind what does not."""
    ours, theirs = ([run for run in runs if run.side is side] for side in (Origin.OURS, Origin.THEIRS))
    if ours and theirs:
        _refuse_rivals(ours, theirs)
    found: list[Placed] = []
    for rank in (-1, 0, 1):
        here = [run for run in runs if run.rank == rank]
        if len(here) > 1 and rank:
            raise Unordered("both sides added texts around what they removed")
        found += [piece for run in _sorted(here) for piece in run.placed]
    return found


def _refuse_rivals(ours: Sequence[_Run], theirs: Sequence[_Run]) -> None:
    """What both sides put at one place must be two things."""
    removed = [frozenset[int]().union(*(run.replaced for run in runs)) for runs in (ours, theirs)]
    if removed[0] & removed[1]:
        raise Unordered("both sides put something else in place of the same text")
    said = [[piece for run in runs for piece in _in_section(run.pieces)] for runs in (ours, theirs)]
    if any(one.kind is other.kind and alike(one.says, other.says) for one in said[0] for other in said[1]):
        raise Unordered("both sides added texts here that may say the same, or the opposite")


def _in_section(pieces: Sequence[Piece]) -> Iterable[Piece]:
    """The titles of a run, and what of it is in the section that goes on there; the rest has a context."""
    inside = True
    for piece in pieces:
        inside = inside and not piece.level
        if inside or piece.level:
            yield piece


def _sorted(runs: Sequence[_Run]) -> Sequence[_Run]:
    if len(runs) < 2:
        return runs
    ours, theirs = sorted(runs, key=lambda run: run.side is not Origin.OURS)
    for first, second in ((ours, theirs), (theirs, ours)):
        if _may_follow(first.pieces, second.pieces):
            return first, second
    raise Unordered("both sides added sections of different levels at one place")


def _may_follow(first: Sequence[Piece], second: Sequence[Piece]) -> bool:
    """Whether the second run is in the section it was in, when it stands behind the first."""
    opened = [piece.level for piece in first if piece.level]
    level = second[0].level
    return not opened or (level > 0 and min(opened) >= level)
