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
    return [*ledger.told_alone(_gone), *_kept(ledger)]


def _gone(lone: Lone) -> list[Change]:
    changes = []
    for found in lone.side.steps:
        if found.first in lone.places:
            span = lone.side.hull(lone.take(range(found.first, found.end)))
            changes.append(Change(Kind.STEP_REMOVED, name(found), before=found.step.text, before_span=span))
    return changes


def _kept(ledger: Ledger) -> list[Change]:
    changes = []
    for old, new, pair in ledger.step_pairs():
        inside = range(old.first, old.end), range(new.first, new.end)
        moved = is_moved(ledger, old, pair)
        if not moved and not ledger.differs_within(*inside):
            continue
        kind = Kind.STEP_MOVED if moved else Kind.STEP_EDITED
        ledger.take_within(*inside)
        changes.append(kept_change(kind, ledger, old, new))
    return changes


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
