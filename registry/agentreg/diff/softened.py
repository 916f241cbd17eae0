"""Orders that hold something up, and that only speak of it now, or let it go on.

"Fail the build if a test is red" and "Warn if a test is red" are about one case. What is done in it was a
safeguard, whether or not a word of the sentence binds by itself. So is "Deploy after the user has agreed".
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change, mirror
from agentreg.diff.consent import GATE_HINTS, drops_asking, orders_unasked, speaks_of_asked
from agentreg.diff.halts import HALT_HINTS, ends, is_same_case, lets_go_on, speaks, stops
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import sense
from agentreg.diff.said import Said, differing, may_order
from agentreg.diff.statement_pairs import Place


def find_softened(ledger: Ledger) -> list[Change]:
    """Each order that held something up, with the sentence in its place that does so no more; the reverse."""
    found: list[Change] = []
    for pair in ledger.edited.values():
        sides = Place(ledger.before, pair.before), Place(ledger.after, pair.after)
        if any(map(_may_hold, sides)):
            gone, came = differing(*sides)
            found += _softened(gone, came)
            found += map(mirror, _softened(came, gone))
    return found


def _may_hold(place: Place) -> bool:
    """A cheap look: most units need no closer one."""
    if not may_order(place):
        return False
    text = place.unit.text.lower()
    return any(word in text for word in HALT_HINTS) or any(word in text for word in GATE_HINTS)


def _softened(gone: list[Said], came: list[Said]) -> Iterator[Change]:
    for one in gone:
        for other in came:
            kind = _change(one.plain, other.plain)
            if kind is not None:
                texts = one.text, other.text
                yield Change(kind, "constraint", *texts, one.span, other.span, alike(*texts))
                break


def _change(one: str, other: str) -> Kind | None:
    """What became of an order that held something up; None without one, and where another thing is said."""
    stopped = stops(one)
    if not stopped and not drops_asking(one, other):
        return None
    if stops(other) or sense(other).denials > sense(one).denials:
        return None
    if not stopped and orders_unasked(one, other) and not ends(other):
        return Kind.CONSTRAINT_INVERTED
    if not is_same_case(one, other) and (stopped or not speaks_of_asked(one, other)):
        return None
    if not stopped:
        return None if ends(other) else Kind.CONSTRAINT_WEAKENED
    if lets_go_on(other):
        return Kind.CONSTRAINT_INVERTED
    return Kind.CONSTRAINT_WEAKENED if speaks(other) else None
