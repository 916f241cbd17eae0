"""Bans and demands to ask that are gone, where what came orders the act or gives leave to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from agentreg.diff.bound import banned
from agentreg.diff.changes import Change, mirror
from agentreg.diff.consent import asked_for, freed_of
from agentreg.diff.demands import demands
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import root
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import Outline
from agentreg.formats.constraints import BINDING
from agentreg.model.document import Span
from agentreg.records import NamedTuple

# Of one act so many sentences are looked at: a text of a megabyte may hold many thousands.
MOST = 50


class _Said(NamedTuple):
    """A sentence, and the unit that it stands in."""

    text: str
    span: Span
    place: int


class _Side(NamedTuple):
    """What of one prompt is not as in the other.

    Attributes:
        outline: The prompt.
        lone: Its units without a counterpart.
        became: Its other units that differ, each with its counterpart.
    """

    outline: Outline
    lone: set[int]
    became: dict[int, int]

    @property
    def sentences(self) -> list[_Said]:
        """The sentences of all these units."""
        places = (Place(self.outline, place) for place in sorted(self.lone | self.became.keys()))
        return [
            _Said(one.said(span), span, one.place)
            for one in places
            if one.unit.kind in BINDING
            for span in one.sentences
        ]


def find_lifted(ledger: Ledger) -> list[Change]:
    """Each demand that is gone, with a sentence that came and says the opposite; and the reverse."""
    became = {place: pair.after for place, pair in ledger.edited.items()}
    before = _Side(ledger.before, ledger.lone[0].places, became)
    after = _Side(ledger.after, ledger.lone[1].places, {new: old for old, new in became.items()})
    said = before.sentences, after.sentences
    known = [{one.text for one in side} for side in said]
    gone, came = ([one for one in said[side] if one.text not in known[1 - side]] for side in (0, 1))
    return [
        *_lifted(before, gone, came),
        *map(mirror, _lifted(after, came, gone)),
    ]


def _lifted(side: _Side, gone: list[_Said], came: list[_Said]) -> Iterator[Change]:
    for one, other in (*_consents(side, gone, came), *_orders(side, gone, came)):
        texts = one.text, other.text
        yield Change(Kind.CONSTRAINT_INVERTED, "constraint", *texts, one.span, other.span, alike(*texts))


def _consents(side: _Side, gone: list[_Said], came: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Demands to ask, each with leave to do the same, or more or less of it, without."""
    free = [(act, other) for other in came if (act := freed_of(other.text)) is not None][:MOST]
    asked = ((act, one) for one in (gone if free else ()) if (act := asked_for(one.text)) is not None)
    for act, one in islice(asked, MOST):
        for freed, other in free:
            # Without an act, it is that of which the sentences in this place speak.
            named = (act and freed) or side.became.get(one.place) == other.place
            if named and (act <= freed or freed <= act):
                yield one, other
                break


def _orders(side: _Side, gone: list[_Said], came: list[_Said]) -> Iterator[tuple[_Said, _Said]]:
    """Bans of units without a counterpart, each with an order for the same act."""
    spans = {one.span: one for one in gone}
    told: dict[str, list[_Said]] | None = None
    for place in sorted(side.lone):
        for constraint in side.outline.constraints[place]:
            one = spans.get(constraint.span)
            for act in banned(constraint) if one else ():
                told = _by_word(came) if told is None else told
                verb = "".join(map(root, told_words(act)[:1]))
                other = next((found for found in told.get(verb, ()) if demands(found.text, act)), None)
                if one and other:
                    yield one, other
                    break


def _by_word(said: list[_Said]) -> dict[str, list[_Said]]:
    found: dict[str, list[_Said]] = defaultdict(list)
    for one in said:
        for word in set(map(root, told_words(one.text))):
            if len(found[word]) < MOST:
                found[word].append(one)
    return found
