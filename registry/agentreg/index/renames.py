"""Which deleted definition of a commit became which added one.

Git does not record it, and its own search costs a hundred times the walk.
Pure: the same sides give the same pairs, in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from posixpath import basename

from agentreg.index.sketch import hashes_of, similarity
from agentreg.records import NamedTuple

SAME_FILE_NAME = 0.3
"""How alike texts must be for an agent that kept its file's name."""

NOTHING_IN_COMMON = 0.7
"""How alike texts must be when neither name nor file name was kept: agents made from one template are half
alike (SDLC-rstack has 5,088 such pairs), a rename keeps nearly everything.
"""

CROWD = 20
"""A line that more than so many of a commit's deleted texts share says nothing about any of them."""


class Side(NamedTuple):
    """A definition that a commit deleted or added.

    Attributes:
        path: Its path.
        text: Any value that is equal for equal texts.
        name: Its declared or derived name.
        sketch: Of its text, by `sketch.sketch`.
    """

    path: str
    text: int
    name: str
    sketch: bytes


def pair(deleted: Iterable[Side], added: Iterable[Side]) -> dict[str, Side]:
    """Find what became of the deleted definitions of one commit.

    Equal texts come first, then equal names, then equal file names, then texts that are mostly the same.

    Args:
        deleted: What the commit removed.
        added: What it added.

    Returns:
        Path of an added definition -> the deleted one that it was before.
    """
    gone, new = sorted(deleted), sorted(added)
    pairs: dict[str, Side] = {}
    if not gone or not new:
        return pairs
    steps: tuple[tuple[Callable[[Side], object], float], ...] = (
        (lambda side: side.text, 0.0),
        (lambda side: side.name.casefold(), 0.0),
        (lambda side: basename(side.path), SAME_FILE_NAME),
    )
    for key, least in steps:
        gone, new = _settle(pairs, gone, new, _with_equal(key, gone, new), least)
    _settle(pairs, gone, new, _with_common_lines(gone, new), NOTHING_IN_COMMON)
    return pairs


Candidate = tuple[Side, Side]


def _with_equal(key: Callable[[Side], object], gone: list[Side], new: list[Side]) -> Iterable[Candidate]:
    groups: defaultdict[object, list[Side]] = defaultdict(list)
    for side in gone:
        groups[key(side)].append(side)
    for side in new:
        for before in groups.get(key(side), [])[:CROWD]:
            yield before, side


def _with_common_lines(gone: list[Side], new: list[Side]) -> Iterable[Candidate]:
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for place, side in enumerate(gone):
        for value in hashes_of(side.sketch):
            holders[value].append(place)
    for side in new:
        shared = Counter(
            place
            for value in hashes_of(side.sketch)
            if len(holders.get(value, ())) <= CROWD
            for place in holders.get(value, ())
        )
        for place, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CROWD]:
            yield gone[place], side


def _settle(
    pairs: dict[str, Side], gone: list[Side], new: list[Side], candidates: Iterable[Candidate], least: float
) -> tuple[list[Side], list[Side]]:
    """Take the best candidates first, each side once; returns what is left of both sides."""
    taken: set[str] = set()
    ranked = sorted((-_likeness(*both), both[0].path, both[1].path, *both) for both in candidates)
    for rank, before_path, after_path, before, _ in ranked:
        if before_path in taken or after_path in pairs or -rank < least:
            continue
        taken.add(before_path)
        pairs[after_path] = before
    return [side for side in gone if side.path not in taken], [side for side in new if side.path not in pairs]


def _likeness(before: Side, after: Side) -> float:
    """Similarity of the texts; between equals a kept file name, then kept folders, decide."""
    alike = 1.0 if before.text == after.text else similarity(before.sketch, after.sketch)
    kept = 0.001 if basename(before.path) == basename(after.path) else 0.0
    common = sum(
        1 for one, other in zip(before.path.split("/"), after.path.split("/"), strict=False) if one == other
    )
    return alike + kept + min(common, 9) / 100_000
