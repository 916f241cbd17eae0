"""Constraints that are gone at one place and new at another: they are still said."""

from __future__ import annotations

from bisect import bisect_left

from agentreg.diff.align import Gap, similar
from agentreg.diff.binding import compare_binding
from agentreg.diff.bound import known_by
from agentreg.diff.changes import Change
from agentreg.diff.growth import grown
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint

# Percent of the core: what is demanded elsewhere must be told from what only sounds like it.
SAME_CORE = 80.0


def join_resaid(ledger: Ledger, changes: list[Change]) -> list[Change]:
    """Tell a constraint that left one place for another as one that moved, or that binds otherwise now.

    Args:
        ledger: The two prompts.
        changes: What was told of them.

    Returns:
        The changes; of each such pair, one instead of two.
    """
    gone = _found(changes, Kind.CONSTRAINT_REMOVED, ledger.before)
    new = _found(changes, Kind.CONSTRAINT_ADDED, ledger.after)
    if not gone or not new:
        return changes
    still = Unpaired(len(gone), len(new))
    still.take_equal((lambda place: gone[place][1][:4], lambda place: new[place][1][:4]))
    still.take_equal((lambda place: known_by(gone[place][1]), lambda place: known_by(new[place][1])))
    cores = [[constraint.core for _, constraint in side] for side in (gone, new)]
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(similar(gap, *cores, least=SAME_CORE))
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(grown(gap, *cores))
    pairs = [(gone[match.before], new[match.after]) for match in still.found.values()]
    for (old, _), (other, _) in pairs:
        ledger.loosen(
            old.before_span if old.after_span else None, other.after_span if other.before_span else None
        )
    taken = {change for pair in pairs for change, _ in pair}
    return [change for change in changes if change not in taken] + [_joined(*pair) for pair in pairs]


_Stated = tuple[Change, Constraint]


def _found(changes: list[Change], kind: Kind, side: Outline) -> list[_Stated]:
    found = []
    for change in changes:
        if change.kind is kind and not (change.before and change.after):
            span = change.before_span if kind is Kind.CONSTRAINT_REMOVED else change.after_span
            constraint = _first(side, span) if span else None
            if constraint:
                found.append((change, constraint))
    return sorted(found, key=lambda stated: stated[1].span)


def _first(side: Outline, span: Span) -> Constraint | None:
    """The first constraint inside a change's place."""
    constraints = side.prompt.constraints
    place = bisect_left(constraints, span.start, key=lambda constraint: constraint.span.start)
    if place == len(constraints) or constraints[place].span.start >= span.end:
        return None
    return constraints[place]


def _joined(gone: _Stated, new: _Stated) -> Change:
    kind = compare_binding(gone[1], new[1])
    if kind is None or kind is Kind.CONSTRAINT_EDITED:
        kind = Kind.CONSTRAINT_MOVED
    texts = gone[0].before, new[0].after
    return Change(kind, "constraint", *texts, gone[0].before_span, new[0].after_span, alike(*texts))
