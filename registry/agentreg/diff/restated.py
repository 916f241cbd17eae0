"""The workflow area, steps of another form: a heading with a paragraph became an item, or the reverse."""

from __future__ import annotations

from agentreg.diff.align import Gap, similar
from agentreg.diff.changes import Change
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.statements import compare_inside
from agentreg.diff.steps import kept_change
from agentreg.diff.units import Outline, StepUnits
from agentreg.diff.unpaired import Unpaired

# Percent of a step's characters, nested items included.
SAME_STEP = 60.0


def compare_restated(ledger: Ledger) -> list[Change]:
    """Tell the steps that are the same as wholes, though not unit by unit."""
    loose = loose_steps(ledger)
    if not all(loose):
        return []
    still = Unpaired(len(loose[0]), len(loose[1]))
    said = [[tuple(told_words(step.step.text)) for step in side] for side in loose]
    still.take_equal((lambda place: said[0][place] or None, lambda place: said[1][place] or None))
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(similar(gap, *([step.step.text for step in side] for side in loose), least=SAME_STEP))
    changes: list[Change] = []
    for match in sorted(still.found.values()):
        old, new = loose[0][match.before], loose[1][match.after]
        if old.first in ledger.gone or new.first in ledger.new:
            inside = range(old.first, old.end), range(new.first, new.end)
            kind = Kind.REFORMATTED if said[0][match.before] == said[1][match.after] else Kind.STEP_EDITED
            if kind is Kind.STEP_EDITED:
                changes += compare_inside(
                    ledger,
                    sorted(ledger.gone.intersection(inside[0])),
                    sorted(ledger.new.intersection(inside[1])),
                )
            ledger.take_within(*inside)
            changes.append(kept_change(kind, ledger, old, new))
    return changes


def loose_steps(ledger: Ledger) -> tuple[list[StepUnits], list[StepUnits]]:
    """The outermost steps before and after of which the first unit did not become that of a step."""
    pairs = ledger.step_pairs()
    return (
        _outermost(ledger.before, {old for old, _, _ in pairs}),
        _outermost(ledger.after, {new for _, new, _ in pairs}),
    )


def _outermost(side: Outline, kept: set[StepUnits]) -> list[StepUnits]:
    found: list[StepUnits] = []
    for step in side.steps:
        if step not in kept and (not found or step.first >= found[-1].end):
            found.append(step)
    return found
