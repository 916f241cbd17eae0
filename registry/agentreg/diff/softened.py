"""Orders that hold something up, and that only speak of it now, or let it go on.

"Fail the build if a test is red" and "Warn if a test is red" are about one case. What is done in it was a
safeguard, whether or not a word of the sentence binds by itself. So is "Deploy after the user has agreed".
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change, mirror
from agentreg.diff.consent import GATE_HINTS, drops_asking, orders_unasked
from agentreg.diff.halts import HALT_HINTS, ends, is_same_case, lets_go_on, speaks, stops
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import sense
from agentreg.diff.statement_pairs import Place
from agentreg.formats.constraints import BINDING
from agentreg.formats.text import lowered
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

# So many sentences of a unit are looked at: a paragraph of a megabyte may hold thousands.
MOST = 50


class _Said(NamedTuple):
    """A sentence, in small letters, too, and where it stands."""

    text: str
    plain: str
    span: Span


def find_softened(ledger: Ledger) -> list[Change]:
    """Each order that held something up, with the sentence in its place that does so no more; the reverse."""
    found: list[Change] = []
    for pair in ledger.edited.values():
        sides = Place(ledger.before, pair.before), Place(ledger.after, pair.after)
        if any(map(_may_hold, sides)):
            gone, came = _differing(*sides)
            found += _softened(gone, came)
            found += map(mirror, _softened(came, gone))
    return found


def _may_hold(place: Place) -> bool:
    """A cheap look: most units need no closer one."""
    unit = place.unit
    if unit.kind not in BINDING or unit.kind is BlockKind.HEADING:
        return False
    text = unit.text.lower()
    return any(word in text for word in HALT_HINTS) or any(word in text for word in GATE_HINTS)


def _differing(one: Place, other: Place) -> tuple[list[_Said], list[_Said]]:
    """The sentences of two units that only one of them has."""
    before, after = (
        [_Said(text, lowered(text), span) for span in place.sentences for text in [place.said(span)]]
        for place in (one, other)
    )
    same = {said.text for said in before} & {said.text for said in after}
    gone, came = ([said for said in side if said.text not in same] for side in (before, after))
    return gone[:MOST], came[:MOST]


def _softened(gone: list[_Said], came: list[_Said]) -> Iterator[Change]:
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
    if not is_same_case(one, other):
        return None
    if not stopped:
        return None if ends(other) else Kind.CONSTRAINT_WEAKENED
    if lets_go_on(other):
        return Kind.CONSTRAINT_INVERTED
    return Kind.CONSTRAINT_WEAKENED if speaks(other) else None
