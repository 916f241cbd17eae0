"""The role area: who the agent is told to be."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone
from agentreg.diff.personas import is_same_persona
from agentreg.diff.units import PROSE, Outline
from agentreg.formats.text import has_other_letters
from agentreg.model.document import Span
from agentreg.model.prompt import Role


def compare_roles(ledger: Ledger, names: tuple[str, str]) -> list[Change]:
    """Tell what happened to the role statements.

    Args:
        ledger: The two prompts.
        names: What the agent was called, and what it is called.
    """
    changes = []
    unmatched = list(ledger.after.prompt.roles)
    for old in ledger.before.prompt.roles:
        new = _partner(ledger, old, unmatched)
        if new is not None:
            unmatched.remove(new)
            changes += _compare(ledger, (old, new), names)
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


def _compare(ledger: Ledger, roles: tuple[Role, Role], names: tuple[str, str]) -> list[Change]:
    old, new = roles
    inside = places(ledger.before, old), places(ledger.after, new)
    paired = any(place in ledger.partner for place in inside[0])
    if old.text == new.text or (paired and not ledger.differs_within(*inside)):
        return []
    ledger.take_within(*inside)
    is_same = is_same_persona(old.text, new.text, names) or _was_translated(ledger, *inside)
    kind = Kind.ROLE_CHANGED if is_same else Kind.ROLE_REPLACED
    spans = (_hull(ledger.before, inside[0], old), _hull(ledger.after, inside[1], new))
    return [Change(kind, "role", old.text, new.text, *spans, alike(old.text, new.text))]


def _was_translated(ledger: Ledger, before: range, after: range) -> bool:
    """Whether the role changed its script, and all around it did, too: no word of it can be compared."""
    sides = (ledger.before, before), (ledger.after, after)
    of_role = [_is_latin(side, inside) for side, inside in sides]
    if None in of_role or of_role[0] == of_role[1]:
        return False
    around = ((*range(inside.start), *range(inside.stop, len(side.units))) for side, inside in sides)
    return [_is_latin(side, rest) for (side, _), rest in zip(sides, around, strict=True)] == of_role


def _is_latin(side: Outline, among: Iterable[int]) -> bool | None:
    """Whether most of some units have only Latin letters; None without any letter in their prose.

    Terms and names stay as they are in a translation, and may be most of its letters.
    """
    texts = (side.units[place].text for place in among if side.units[place].kind in PROSE)
    mixed = [has_other_letters(text) for text in texts if any(map(str.isalpha, text))]
    return 2 * sum(mixed) < len(mixed) if mixed else None


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
