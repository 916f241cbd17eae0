"""Inline waivers that came, went or changed: what a change accepts of itself must be told."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.formats.waivers import read_waivers
from agentreg.model.definition import Definition
from agentreg.model.waiver import Waiver
from agentreg.records import NamedTuple

WAIVER_OF = "waiver of "
"""What stands before the rule in the subject of a change."""


class Matched(NamedTuple):
    """The waivers of two definitions.

    Attributes:
        kept: Those that say the same on both sides.
        changed: Those about one rule that say something else now.
        gone: Those before that have no counterpart.
        new: Those after that have none.
    """

    kept: list[tuple[Waiver, Waiver]]
    changed: list[tuple[Waiver, Waiver]]
    gone: list[Waiver]
    new: list[Waiver]


def match_waivers(before: Definition | None, after: Definition | None) -> Matched:
    """Say which waiver became which; None for a definition that is not there."""
    gone, new = (list(read_waivers(side).valid) if side else [] for side in (before, after))
    kept = _paired(gone, new, lambda waiver: waiver.terms)
    changed = _paired(gone, new, lambda waiver: waiver.rule)
    return Matched(kept, changed, gone, new)


def _paired(
    gone: list[Waiver], new: list[Waiver], key: Callable[[Waiver], Hashable]
) -> list[tuple[Waiver, Waiver]]:
    """Take out those that agree in a key, in order."""
    waiting: defaultdict[Hashable, deque[Waiver]] = defaultdict(deque)
    for waiver in new:
        waiting[key(waiver)].append(waiver)
    alone, pairs = [], []
    for waiver in gone:
        same = waiting[key(waiver)]
        if same:
            pairs.append((waiver, same.popleft()))
        else:
            alone.append(waiver)
    taken = {id(other) for _, other in pairs}
    gone[:], new[:] = alone, [waiver for waiver in new if id(waiver) not in taken]
    return pairs


def compare_waivers(before: Definition | None, after: Definition | None) -> list[Change]:
    """Say what differs between the waivers of two definitions.

    Args:
        before: The definition before; None when the agent is new.
        after: The definition after; None when it is gone.

    Returns:
        One change for each waiver that is new, gone, or says something else.
    """
    matched = match_waivers(before, after)
    edits = [
        Change(Kind.WAIVER_CHANGED, subject(one), _says(one), _says(other), one.span, other.span)
        for one, other in matched.changed
    ]
    return [*map(_removed, matched.gone), *edits, *(mirror(_removed(waiver)) for waiver in matched.new)]


def subject(waiver: Waiver) -> str:
    """How a waiver is named."""
    return f"{WAIVER_OF}{waiver.rule}"


def _removed(waiver: Waiver) -> Change:
    return Change(Kind.WAIVER_REMOVED, subject(waiver), before=_says(waiver), before_span=waiver.span)


def _says(waiver: Waiver) -> str:
    section = " > ".join(waiver.section) or "the beginning"
    where = "the agent" if waiver.reach is None else section
    until = f", until {waiver.until.isoformat()}" if waiver.until else ""
    return f"for {where}{until}: {waiver.reason}"
