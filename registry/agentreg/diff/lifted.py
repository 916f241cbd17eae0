"""Bans and demands to ask that are gone, where what came orders the act or gives leave to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from agentreg.diff.bound import banned, telling
from agentreg.diff.changes import Change, mirror
from agentreg.diff.consent import asked_for, freed_of, waits
from agentreg.diff.demands import demands, is_whole, named_by
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import is_crossed, makes_case, root
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import Outline
from agentreg.formats.constraints import BINDING
from agentreg.formats.norms import find_norm
from agentreg.model.document import Span
from agentreg.model.prompt import Polarity
from agentreg.records import NamedTuple

# So many sentences are looked at: a text of a megabyte may hold many thousands.
MOST = 50


class _Said(NamedTuple):
    """A sentence, the unit that it stands in, and whether it forbids, by itself, by a title or by a cross.

    "No approval is needed" under `Rules` is read as a ban of approval, and is none.
    """

    text: str
    span: Span
    place: int
    forbids: bool


class _Side(NamedTuple):
    """What of one prompt is not as in the other.

    Attributes:
        outline: The prompt.
        lone: Its units without a counterpart.
        became: Its other units that differ, each with its counterpart.
        known: All its units with a counterpart, each with that.
    """

    outline: Outline
    lone: set[int]
    became: dict[int, int]
    known: dict[int, int]

    @property
    def sentences(self) -> list[_Said]:
        """The sentences of all these units."""
        places = (Place(self.outline, place) for place in sorted(self.lone | self.became.keys()))
        return [
            _Said(
                text, span, one.place, is_crossed(text) or (span in bans and told_words(text)[:1] != ["no"])
            )
            for one in places
            if one.unit.kind in BINDING
            for bans in [{ban.span for ban in one.constraints if ban.polarity is Polarity.DO_NOT}]
            for span in one.sentences
            for text in [one.said(span)]
        ]


def find_lifted(ledger: Ledger) -> list[Change]:
    """Each demand that is gone, with a sentence that came and says the opposite; and the reverse."""
    became = {place: pair.after for place, pair in ledger.edited.items()}
    back = {new: old for old, new in became.items()}
    known = {place: pair.after for place, pair in ledger.partner.items()}
    before = _Side(ledger.before, ledger.lone[0].places, became, known)
    after = _Side(ledger.after, ledger.lone[1].places, back, {new: old for old, new in known.items()})
    said = before.sentences, after.sentences
    texts = [{one.text for one in side} for side in said]
    gone, came = ([one for one in said[side] if one.text not in texts[1 - side]] for side in (0, 1))
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
    gone, came = ([one for one in sentences if not one.forbids] for sentences in (gone, came))
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
    """Bans of units without a counterpart, each with an order for the same act in its place, or elsewhere."""
    paired = set(side.became.values())
    told: dict[int, list[_Said]] = defaultdict(list)
    for said in came:
        if said.place not in paired:
            told[said.place].append(said)
    bans = {constraint.span: constraint for constraint in side.outline.prompt.constraints}
    for one in gone if came else ():
        ban = bans.get(one.span)
        # What a title binds is often a noun: "Tasks without an owner" below "Never".
        acts = banned(ban) if ban and find_norm(ban.text) else []
        beside = _in_its_place(side, one.place, told) if one.place in side.lone else []
        # What a title or a lead forbids is no order.
        rivals = (found for found in beside if not found.forbids or find_norm(found.text))
        other = next((found for found in rivals if any(demands(found.text, act) for act in acts)), None)
        if not other and not makes_case(one.text):
            other = _elsewhere(acts, came)
        if other:
            yield one, other


def _elsewhere(acts: list[str], came: list[_Said]) -> _Said | None:
    """An order, wherever it stands, for a forbidden act; None where the ban makes a case, or is said anew."""
    for act in acts:
        verb = root("".join(telling(act)[:1]))
        if not any(verb in said.text.casefold() for said in came):
            continue
        named = named_by(act)
        near = list(islice((said for said in came if _names(said.text, verb, named)), MOST))
        if near and not any(said.forbids for said in near) and is_whole(act):
            found = (said for said in near if demands(said.text, act) and not waits(said.text))
            if other := next(found, None):
                return other
    return None


def _names(text: str, verb: str, named: frozenset[str]) -> bool:
    """Whether a sentence may order an act: "Holding locks", in a list of faults, orders nothing."""
    plain = text.casefold()
    if not all(word in plain for word in named):
        return False
    return any(root(word) == verb and not word.endswith("ing") for word in told_words(text))


def _in_its_place(side: _Side, place: int, told: dict[int, list[_Said]]) -> list[_Said]:
    beside = side.known.get(place - 1, -1 if not place else None)
    return told.get(beside + 1, []) if beside is not None else []
