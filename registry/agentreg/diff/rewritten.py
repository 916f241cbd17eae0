"""The workflow area, whole workflows in other words: no step stayed, and there is still a procedure."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, both
from agentreg.diff.procedures import Procedure, View, procedure, rank, standing
from agentreg.diff.statements import compare_inside
from agentreg.diff.units import Outline
from agentreg.diff.workflows import lone_workflows
from agentreg.model.document import Span

_Pair = tuple[Procedure, Procedure]


def compare_rewritten(ledger: Ledger) -> list[Change]:
    """Tell the workflows of which no step stayed, where something else says how to work.

    Another workflow took the place of such a one when it stands in the same section, or under a title that
    names a procedure, too, or says much of the same; and so did what its own section says now without steps.
    """
    lone = [[procedure(one.side, steps, one.places) for steps in lone_workflows(one)] for one in ledger.lone]
    if not any(lone):
        return []
    views = _views(ledger)
    pairs = _paired(views[0], *lone, flip=ledger.before.text > ledger.after.text)
    changes = [change for pair in pairs for change in _replaced(ledger, pair)]
    for place, view in enumerate(views):
        for gone in lone[place]:
            other = None if any(gone is pair[place] for pair in pairs) else standing(view, gone)
            if other is not None:
                changes += _left(ledger, (other, gone) if place else (gone, other), place)
    return changes


def _views(ledger: Ledger) -> tuple[View, View]:
    became = ledger.matching.sections
    back = {other: one for one, other in became.items()}
    sides = ledger.before, ledger.after
    known = ledger.partner, ledger.origin
    alone = [frozenset(range(len(side.units))) - met.keys() for side, met in zip(sides, known, strict=True)]
    return View(sides, became, alone[1]), View(sides[::-1], back, alone[0])


def _paired(view: View, gone: list[Procedure], new: list[Procedure], *, flip: bool) -> list[_Pair]:
    """Workflows that are gone, each with one that is new; best first, each of them once.

    Args:
        view: The prompts.
        gone: Workflows of the first.
        new: Workflows of the other.
        flip: Which of two equal pairs comes first: it must not depend on which prompt is called before.
    """
    ranked = []
    for row, one in enumerate(gone):
        for column, other in enumerate(new):
            near = rank(view, one, other)
            if near is not None:
                ranked.append((near, (column, row) if flip else (row, column), (one, other)))
    pairs: list[_Pair] = []
    for _, _, pair in sorted(ranked):
        if all(pair[0] is not taken[0] and pair[1] is not taken[1] for taken in pairs):
            pairs.append(pair)
    return pairs


def _replaced(ledger: Ledger, pair: _Pair) -> list[Change]:
    """Both are told here, with what else is demanded in the new one."""
    bound = compare_inside(ledger, pair[0].places, pair[1].places)
    for told, lone in zip(pair, ledger.lone, strict=True):
        lone.places.difference_update(told.places)
    return [*bound, _change(ledger, *pair)]


def _left(ledger: Ledger, pair: _Pair, place: int) -> list[Change]:
    """Only what is gone is told here: the areas of what stands there now tell that."""
    bound = compare_inside(ledger, pair[0].places, pair[1].places)
    ledger.lone[place].places.difference_update(pair[place].places)
    own = [change for change in bound if (change.before_span, change.after_span)[place]]
    return [*own, _change(ledger, *pair)]


def _change(ledger: Ledger, old: Procedure, new: Procedure) -> Change:
    texts, subject = (old.text, new.text), both(old.name, new.name)
    spans = _hull(ledger.before, old), _hull(ledger.after, new)
    return Change(Kind.WORKFLOW_REWRITTEN, subject, *texts, *spans, alike(*texts))


def _hull(side: Outline, told: Procedure) -> Span:
    return side.hull(range(told.places[0], told.places[-1] + 1))
