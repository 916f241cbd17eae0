"""The role area: who the agent is told to be."""

from __future__ import annotations

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone
from agentreg.diff.units import Outline
from agentreg.formats.patterns import pattern
from agentreg.formats.text import words
from agentreg.model.document import Span
from agentreg.model.prompt import Role

# With less in common it is another role, not another wording; unless both say who the agent is.
SAME_ROLE = 0.5

# "You are a senior database administrator with ...": who, up to what describes it.
_PERSONA = pattern(
    r"(?:^|[.!?:] )you(?: are|['\u2019]re) (?:an? |the )?([^.,;:()\u2013\u2014]{1,80}?)"
    r"(?= (?:with|who|that|for|in|of|responsible|focus\w*|speciali[sz]\w*|dedicated|whose)\b"
    r"|[.,;:()\u2013\u2014]|$)"
)
# Every agent is one of these.
_ANYBODY = frozenset(
    (
        *(
            "agent",
            "assistant",
            "expert",
            "specialist",
            "professional",
            "senior",
            "lead",
            "principal",
            "elite",
        ),
        *("developer", "engineer", "programmer", "programming", "specialized", "specialised"),
        *("experienced", "seasoned", "skilled", "master", "ai", "the", "an", "and", "highly", "world-class"),
    )
)
# "debugger" and "debugging" are one; shorter words are compared whole.
_STEM = 5


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
            changes += _gone(ledger.lone[0], old)
    for new in unmatched:
        changes += map(mirror, _gone(ledger.lone[1], new))
    return changes


def _partner(ledger: Ledger, old: Role, candidates: list[Role]) -> Role | None:
    origins = {ledger.partner[place].after for place in places(ledger.before, old) if place in ledger.partner}
    for new in candidates:
        if not origins.isdisjoint(places(ledger.after, new)):
            return new
    if not ledger.partner.keys().isdisjoint(places(ledger.before, old)):
        return None
    # Also where the section around it came or went, and was told with it: both sides say who the agent is.
    return next(
        (new for new in candidates if ledger.origin.keys().isdisjoint(places(ledger.after, new))), None
    )


def places(side: Outline, role: Role) -> range:
    """The units that a role statement touches."""
    inside = side.range_of(role.span)
    before = inside.start - 1
    touches = before >= 0 and side.units[before].span.end > role.span.start
    return range(before if touches else inside.start, inside.stop)


def _compare(ledger: Ledger, old: Role, new: Role) -> list[Change]:
    inside = places(ledger.before, old), places(ledger.after, new)
    paired = any(place in ledger.partner for place in inside[0])
    if old.text == new.text or (paired and not ledger.differs_within(*inside)):
        return []
    ledger.take_within(*inside)
    similarity = alike(old.text, new.text)
    kind = Kind.ROLE_CHANGED if _is_same(old, new, similarity) else Kind.ROLE_REPLACED
    spans = (_hull(ledger.before, inside[0], old), _hull(ledger.after, inside[1], new))
    return [Change(kind, "role", old.text, new.text, *spans, similarity)]


def _is_same(old: Role, new: Role, similarity: float) -> bool:
    """Whether it is one persona in other words; what surrounds it is alike for all and may be long."""
    personas = _persona(old), _persona(new)
    if all(personas):
        return not personas[0].isdisjoint(personas[1])
    return similarity >= SAME_ROLE


def _persona(role: Role) -> frozenset[str]:
    found = _PERSONA.search(role.text.lower())
    told = words(found[1]) if found else ()
    return frozenset(word[:_STEM] for word in told if word[0].isalnum() and word not in _ANYBODY)


def _gone(lone: Lone, role: Role) -> list[Change]:
    taken = lone.take(places(lone.side, role))
    if not taken:
        return []
    return [Change(Kind.ROLE_REMOVED, "role", before=role.text, before_span=lone.side.hull(taken))]


def _hull(side: Outline, inside: range, role: Role) -> Span:
    if not inside:
        return role.span
    hull = side.hull(inside)
    return Span(min(hull.start, role.span.start), max(hull.end, role.span.end))
