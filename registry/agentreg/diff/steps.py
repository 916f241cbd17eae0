"""The workflow area: steps added, removed, moved, edited."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.units import StepUnits
from agentreg.diff.workflows import is_moved


def compare_steps(ledger: Ledger) -> list[Change]:
    """Tell what happened to workflow steps, with everything nested in them."""
    alone = [_places_alone(lone) for lone in ledger.lone]
    return [*ledger.told_alone(_gone), *_kept(ledger, alone)]


def _places_alone(lone: Lone) -> set[int]:
    """The units of steps that have no counterpart; some of them may have one."""
    return {
        place
        for step in lone.side.steps
        if step.first in lone.places
        for place in range(step.first, step.end)
    }


def _gone(lone: Lone) -> list[Change]:
    changes = []
    for found in lone.side.steps:
        if found.first in lone.places:
            span = lone.side.hull(lone.take(range(found.first, found.end)))
            changes.append(Change(Kind.STEP_REMOVED, name(found), before=found.step.text, before_span=span))
    return changes


def _kept(ledger: Ledger, alone: list[set[int]]) -> list[Change]:
    changes = []
    for old, new, pair in ledger.step_pairs():
        inside = range(old.first, old.end), range(new.first, new.end)
        moved = is_moved(ledger, old, pair)
        if not moved and not ledger.differs_within(*inside):
            continue
        kind = Kind.STEP_MOVED if moved else Kind.STEP_EDITED
        ledger.take_within(*inside)
        _part(ledger, *inside, alone)
        changes.append(kept_change(kind, ledger, old, new))
    return changes


def _part(ledger: Ledger, before: range, after: range, alone: list[set[int]]) -> None:
    """What went from a kept step into a new one, or came from one that is gone, moved, though in order."""
    left = [pair for place in before if (pair := ledger.partner.get(place)) and pair.after in alone[1]]
    came = [pair for place in after if (pair := ledger.origin.get(place)) and pair.before in alone[0]]
    for pair in left + came:
        crosses = (pair.before in before) != (pair.after in after)
        if crosses and pair.before not in ledger.edited:
            ledger.moved[pair.before] = pair


def kept_change(kind: Kind, ledger: Ledger, old: StepUnits, new: StepUnits) -> Change:
    """What became of one step, with all that belongs to it."""
    spans = (
        ledger.before.hull(range(old.first, old.end)),
        ledger.after.hull(range(new.first, new.end)),
    )
    texts = old.step.text, new.step.text
    return Change(kind, both(name(old), name(new)), *texts, *spans, alike(*texts))


def name(found: StepUnits) -> str:
    """How a step is called in a report."""
    return f"step {found.step.number}"
