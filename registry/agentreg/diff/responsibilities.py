"""The role area: what the agent has to do or to care for."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.contents import text_of
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone
from agentreg.diff.units import Outline
from agentreg.model.prompt import BlockKind

SUBJECT = "responsibility"


def compare_responsibilities(ledger: Ledger) -> list[Change]:
    """Tell the responsibilities that were added, removed or reworded.

    One that moved only is content that moved; one that binds is a constraint.
    """
    return [*_reworded(ledger), *ledger.told_alone(_gone)]


def _reworded(ledger: Ledger) -> list[Change]:
    items = [
        pair
        for place, pair in sorted(ledger.edited.items())
        if ledger.before.units[place].kind is BlockKind.ITEM and place not in ledger.moved
    ]
    if not items:
        return []
    duties = [_duties(side) for side in (ledger.before, ledger.after)]
    changes = []
    for pair in items:
        if pair.before in duties[0] and pair.after in duties[1]:
            old, new = ledger.before.units[pair.before], ledger.after.units[pair.after]
            ledger.take_within(range(pair.before, pair.before + 1), range(pair.after, pair.after + 1))
            texts, share = (old.text, new.text), alike(old.text, new.text)
            changes.append(Change(Kind.RESPONSIBILITY_CHANGED, SUBJECT, *texts, old.span, new.span, share))
    return changes


def _gone(lone: Lone) -> list[Change]:
    side = lone.side
    items = [place for place in sorted(lone.places) if side.units[place].kind is BlockKind.ITEM]
    duties = _duties(side) if items else frozenset()
    changes = []
    for place in items:
        if place in duties and not side.constraints[place]:
            taken = lone.take_nested(place)
            if taken:
                told = text_of(side, taken), side.hull(taken)
                changes.append(
                    Change(Kind.RESPONSIBILITY_REMOVED, SUBJECT, before=told[0], before_span=told[1])
                )
    return changes


def _duties(side: Outline) -> frozenset[int]:
    # Most edits are of no item, and starting up is part of every `diff`.
    from agentreg.formats.responsibilities import read_responsibilities

    return read_responsibilities(side.prompt)
