"""Constraints that are gone at one place and new at another: they are still said."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.steps import alike
from agentreg.diff.units import Outline
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint, Polarity, Strength

_Said = tuple[str, Strength, Polarity]


def join_resaid(ledger: Ledger, changes: list[Change]) -> list[Change]:
    """Tell a constraint that left one place for another as content that moved.

    What stands around the constraint may differ: then the content was edited.

    Args:
        ledger: The two prompts.
        changes: What was told of them.

    Returns:
        The changes; of each such pair, one instead of two.
    """
    gone = sorted(_found(changes, Kind.CONSTRAINT_REMOVED), key=lambda change: change.before_span or _NOWHERE)
    new = sorted(_found(changes, Kind.CONSTRAINT_ADDED), key=lambda change: change.after_span or _NOWHERE)
    waiting: dict[_Said | None, list[Change]] = defaultdict(list)
    for change in reversed(new):
        waiting[_said(ledger.after, change.after_span)].append(change)
    joined, taken = [], set()
    for change in gone:
        said = _said(ledger.before, change.before_span)
        if said is not None and waiting.get(said):
            other = waiting[said].pop()
            taken |= {change, other}
            joined.append(_joined(change, other))
    return [change for change in changes if change not in taken] + joined


_NOWHERE = Span(0, 0)


def _found(changes: list[Change], kind: Kind) -> list[Change]:
    return [change for change in changes if change.kind is kind]


def _said(side: Outline, span: Span | None) -> _Said | None:
    """The first constraint inside a change's place."""
    if span is None:
        return None
    constraints = side.prompt.constraints
    place = bisect_left(constraints, span.start, key=_start)
    if place == len(constraints) or constraints[place].span.start >= span.end:
        return None
    return constraints[place].text, constraints[place].strength, constraints[place].polarity


def _start(constraint: Constraint) -> int:
    return constraint.span.start


def _joined(gone: Change, new: Change) -> Change:
    kind = Kind.CONTENT_MOVED if gone.before == new.after else Kind.CONTENT_EDITED
    texts = gone.before, new.after
    return Change(kind, "constraint", *texts, gone.before_span, new.after_span, alike(*texts))
