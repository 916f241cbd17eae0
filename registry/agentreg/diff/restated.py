"""The workflow area, steps of another form: a heading with a paragraph became an item, or the reverse."""

from __future__ import annotations

from collections import defaultdict

from agentreg.diff.align import Gap, similar
from agentreg.diff.changes import Change
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.statements import compare_inside
from agentreg.diff.steps import kept_change
from agentreg.diff.units import Outline, StepUnits
from agentreg.diff.unpaired import Unpaired
from agentreg.diff.workflows import homes, is_moved

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
    order = _Order(ledger)
    for match in sorted(still.found.values()):
        old, new = loose[0][match.before], loose[1][match.after]
        if old.first in ledger.gone or new.first in ledger.new:
            same = said[0][match.before] == said[1][match.after]
            kind = Kind.REFORMATTED if same else Kind.STEP_EDITED
            changes += _restated(Kind.STEP_MOVED if order.breaks(old, new) else kind, ledger, old, new)
    return changes


def _restated(kind: Kind, ledger: Ledger, old: StepUnits, new: StepUnits) -> list[Change]:
    inside = range(old.first, old.end), range(new.first, new.end)
    lone = sorted(ledger.gone.intersection(inside[0])), sorted(ledger.new.intersection(inside[1]))
    bound = compare_inside(ledger, *lone) if kind is not Kind.REFORMATTED else []
    ledger.take_within(*inside)
    return [*bound, kept_change(kind, ledger, old, new)]


class _Order:
    """The order of the steps that stayed, workflow by workflow."""

    def __init__(self, ledger: Ledger) -> None:
        self._homes = homes(ledger.before), homes(ledger.after)
        self._kept: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        for old, new, pair in ledger.step_pairs():
            if not is_moved(ledger, old, pair):
                self._kept[self._home(old, new)].append((old.first, new.first))

    def _home(self, old: StepUnits, new: StepUnits) -> tuple[int, int]:
        return self._homes[0][old], self._homes[1][new]

    def breaks(self, old: StepUnits, new: StepUnits) -> bool:
        """Whether a step that stayed stands before the one and behind the other."""
        kept = self._kept.get(self._home(old, new), ())
        return any((one < old.first) != (other < new.first) for one, other in kept)


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
