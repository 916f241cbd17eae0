"""Constraints that are gone, and that another one says now.

Two bans became "do neither this nor that"; a rule went into the sentence that says who the agent is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from agentreg.diff.binding import compare_binding
from agentreg.diff.bound import banned
from agentreg.diff.changes import Change, mirror
from agentreg.diff.demands import covers
from agentreg.diff.growth import telling
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.units import Outline
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint
from agentreg.records import NamedTuple

# So many constraints are looked at: a text of a megabyte may hold thousands.
MOST = 50
# Fewer words meet by chance.
LEAST_WORDS = 3
_NO_LESS = (None, Kind.CONSTRAINT_EDITED, Kind.CONSTRAINT_STRENGTHENED)


def join_merged(ledger: Ledger, changes: list[Change]) -> list[Change]:
    """Tell a constraint that another one says, too, as one that moved there.

    Args:
        ledger: The two prompts.
        changes: What was told of them.

    Returns:
        The changes; what these moved to is not told as new beside.
    """
    merged = _merged(changes, ledger.before, ledger.after)
    back = _merged(list(map(mirror, changes)), ledger.after, ledger.before)
    split = {mirror(change): mirror(joined) for change, joined in back.items()}
    if not merged and not split:
        return changes
    for change in merged:
        ledger.loosen(change.before_span if change.after_span else None, None)
    for change in split:
        ledger.loosen(None, change.after_span if change.before_span else None)
    told = {**merged, **split}
    into = (
        {change.after_span for change in merged.values()},
        {change.before_span for change in split.values()},
    )
    return [
        told.get(change, change)
        for change in changes
        if not (change.kind is Kind.CONSTRAINT_ADDED and change.after_span in into[0])
        and not (change.kind is Kind.CONSTRAINT_REMOVED and change.before_span in into[1])
    ]


def _merged(changes: list[Change], side: Outline, other: Outline) -> dict[Change, Change]:
    """The constraints of one prompt that are gone, each with what became of it."""
    gone = [
        (change, inside)
        for change in changes
        if change.kind is Kind.CONSTRAINT_REMOVED and not change.after
        if (inside := _constraints(side, change.before_span))
    ]
    if not gone:
        return {}
    known = {constraint.text for constraint in side.prompt.constraints}
    others = [one for one in other.prompt.constraints if one.text not in known]
    new = [*map(_worded, others[:MOST])]
    found: dict[Change, Change] = {}
    for change, inside in gone[:MOST]:
        sought = [*map(_worded, inside)]
        into = next((one.constraint for one in new if all(_says(one, lost) for lost in sought)), None)
        if into is not None:
            texts = change.before, into.text
            spans = change.before_span, into.span
            found[change] = Change(Kind.CONSTRAINT_MOVED, "constraint", *texts, *spans, alike(*texts))
    return found


def _constraints(side: Outline, span: Span | None) -> list[Constraint]:
    constraints = side.prompt.constraints
    if span is None:
        return []
    first, last = (
        bisect_left(constraints, offset, key=lambda constraint: constraint.span.start) for offset in span
    )
    return list(constraints[first:last])


class _Worded(NamedTuple):
    """A constraint with the words that tell it from others."""

    constraint: Constraint
    words: Counter[str]


def _worded(constraint: Constraint) -> _Worded:
    return _Worded(constraint, telling(constraint.core))


def _says(one: _Worded, lost: _Worded) -> bool:
    """Whether a constraint says all that another one said, and binds no less."""
    # What it says is quickly seen, whom it binds is not.
    is_said = _is_worded(one.words, lost.words) or _bans(one.constraint, lost.constraint)
    return is_said and compare_binding(lost.constraint, one.constraint) in _NO_LESS


def _is_worded(words: Counter[str], lost: Counter[str]) -> bool:
    return lost.total() >= LEAST_WORDS and lost <= words and words.total() <= 2 * lost.total()


def _bans(one: Constraint, lost: Constraint) -> bool:
    """Whether a constraint forbids all that another one did."""
    told = [] if ":" in one.text else banned(lost)
    acts = banned(one) if told else []
    return bool(told) and all(any(covers(act, was) for act in acts) for was in told)
