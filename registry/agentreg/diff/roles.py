"""The role area: who the agent is told to be."""

from __future__ import annotations

from agentreg.diff.changes import Change, Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.steps import alike
from agentreg.diff.units import Outline
from agentreg.model.document import Span
from agentreg.model.prompt import Role

# With less in common it is another role, not another wording.
SAME_ROLE = 0.5


def compare_roles(ledger: Ledger) -> list[Change]:
    """Tell what happened to the role statements."""
    changes = []
    unmatched = list(ledger.after.prompt.roles)
    for old in ledger.before.prompt.roles:
        new = _partner(ledger, old, unmatched)
        if new is not None:
            unmatched.remove(new)
            changes += _compare(ledger, old, new)
        else:
            changes += _one_sided(ledger, old, Kind.ROLE_REMOVED)
    for new in unmatched:
        changes += _one_sided(ledger, new, Kind.ROLE_ADDED)
    return changes


def _partner(ledger: Ledger, old: Role, candidates: list[Role]) -> Role | None:
    origins = {ledger.partner[place].after for place in places(ledger.before, old) if place in ledger.partner}
    for new in candidates:
        if not origins.isdisjoint(places(ledger.after, new)):
            return new
    lone = [new for new in candidates if ledger.new.issuperset(places(ledger.after, new))]
    return lone[0] if lone and ledger.gone.issuperset(places(ledger.before, old)) else None


def places(side: Outline, role: Role) -> range:
    """The units that a role statement touches."""
    inside = side.range_of(role.span)
    before = inside.start - 1
    touches = before >= 0 and side.units[before].span.end > role.span.start
    return range(before if touches else inside.start, inside.stop)


def _compare(ledger: Ledger, old: Role, new: Role) -> list[Change]:
    inside = places(ledger.before, old), places(ledger.after, new)
    if old.text == new.text or not ledger.differs_within(*inside):
        return []
    ledger.take_within(*inside)
    similarity = alike(old.text, new.text)
    kind = Kind.ROLE_CHANGED if similarity >= SAME_ROLE else Kind.ROLE_REPLACED
    spans = (_hull(ledger.before, inside[0], old), _hull(ledger.after, inside[1], new))
    return [Change(kind, "role", old.text, new.text, *spans, similarity)]


def _one_sided(ledger: Ledger, role: Role, kind: Kind) -> list[Change]:
    gone = kind is Kind.ROLE_REMOVED
    side, take = (ledger.before, ledger.take_gone) if gone else (ledger.after, ledger.take_new)
    taken = take(places(side, role))
    if not taken:
        return []
    span = side.hull(taken)
    if gone:
        return [Change(kind, "role", before=role.text, before_span=span)]
    return [Change(kind, "role", after=role.text, after_span=span)]


def _hull(side: Outline, inside: range, role: Role) -> Span:
    if not inside:
        return role.span
    hull = side.hull(inside)
    return Span(min(hull.start, role.span.start), max(hull.end, role.span.end))
