"""Sentences that say the opposite of the same, rules or not: all that came or went is a "not"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import Sense, is_crossed, sense
from agentreg.diff.said_itself import bound_elsewhere
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import Outline
from agentreg.formats.constraints import BINDING
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

_LEAST_WORDS = 2
# "Hardcoded keys", in a table of faults, is the opposite of nothing.
_LEAST_IN_CELL = 3


class _Said(NamedTuple):
    """A sentence: by what it says, and where it stands.

    Attributes:
        text: The sentence.
        span: Where it stands.
        sense: What it says by itself.
        bound: What it says with the title, the lead or the cross that forbids it.
    """

    text: str
    span: Span
    sense: Sense
    bound: Sense

    def is_opposite(self, other: _Said) -> bool:
        """Whether the other says the opposite, read alone and with what forbids it.

        Below `Never`, "Push" and "Never push" forbid the same.
        """
        return self.sense.denies_otherwise(other.sense) and self.bound.denies_otherwise(other.bound)


def with_turns(ledger: Ledger, turns: list[Change], told: list[Change]) -> list[Change]:
    """The changes of constraints, and sentences that became their opposite, as such.

    Args:
        ledger: The two prompts; it hears of these sentences.
        turns: What was found of sentences, rules or not, before anything was told of constraints.
        told: The changes of constraints. What is told more mildly of a sentence that was turned goes.
    """
    known = _Places(change for change in told if change.kind is Kind.CONSTRAINT_INVERTED)
    # A constraint may have become one of several sentences that are alike: it is told already.
    own = [turn for turn in _gravest(turns) if not known.meet(turn)]
    taken = _Places(own)
    ledger.tell((turn.before_span, turn.after_span) for turn in own)
    # That a list became a table is told beside the rule in it that was turned.
    beside = (Kind.CONSTRAINT_INVERTED, Kind.REFORMATTED)
    kept: list[Change] = []
    left: list[Change] = []
    for change in told:
        if change.kind in beside or not taken.meet(change):
            kept.append(change)
        else:
            left += _left(change, taken)
    return [*own, *kept, *left]


def _left(change: Change, taken: _Places) -> Iterator[Change]:
    """What a milder change said of a text that is no part of the turned sentences: it is gone, or new."""
    met = taken.met(change)
    if change.before and not met[0]:
        yield _gone(change, is_bound=change.kind is not Kind.CONSTRAINT_ADDED)
    if change.after and not met[1]:
        yield mirror(_gone(mirror(change), is_bound=change.kind is not Kind.CONSTRAINT_REMOVED))


def _gone(change: Change, *, is_bound: bool) -> Change:
    kind, subject = (Kind.CONSTRAINT_REMOVED, "constraint") if is_bound else (Kind.CONTENT_REMOVED, "text")
    return Change(kind, subject, change.before, before_span=change.before_span)


def _gravest(turns: list[Change]) -> list[Change]:
    """Each of some changes once; of a sentence that was turned nothing milder is told."""
    turned = [turn for turn in dict.fromkeys(turns) if turn.kind is Kind.CONSTRAINT_INVERTED]
    places = _Places(turned)
    milder = (turn for turn in dict.fromkeys(turns) if turn.kind is not Kind.CONSTRAINT_INVERTED)
    return [*turned, *(turn for turn in milder if not places.meet(turn))]


def find_turns(ledger: Ledger) -> list[Change]:
    """Each sentence that has gone, with one that has come and speaks of the same the other way."""
    turns = []
    came = _sentences(ledger.after, {pair.after for pair in ledger.edited.values()} | ledger.lone[1].places)
    gone = _sentences(ledger.before, {*ledger.edited, *ledger.lone[0].places})
    for words, olds in gone.items():
        news = came.get(words, [])
        if not {old.text for old in olds}.isdisjoint(new.text for new in news):
            continue
        for old, new in zip(olds, news, strict=False):
            if old.is_opposite(new):
                texts = old.text, new.text
                turns.append(
                    Change(Kind.CONSTRAINT_INVERTED, "constraint", *texts, old.span, new.span, alike(*texts))
                )
    return turns


def _sentences(side: Outline, places: set[int]) -> dict[tuple[str, ...], list[_Said]]:
    found: dict[tuple[str, ...], list[_Said]] = {}
    bound = bound_elsewhere(side, places)
    for place in sorted(places):
        one = Place(side, place)
        if one.unit.kind not in BINDING:
            continue
        least = _LEAST_IN_CELL if one.unit.kind is BlockKind.TABLE else _LEAST_WORDS
        for span in one.sentences:
            text = one.said(span)
            said = sense(text)
            if len(said.roots) >= least:
                is_forbidden = span in bound or is_crossed(text)
                whole = Sense(said.roots, said.denials + 1) if is_forbidden else said
                found.setdefault(said.roots, []).append(_Said(text, span, said, whole))
    return found


class _Places:
    """Where changes are, on either side; a text of a megabyte may have many thousands."""

    def __init__(self, changes: Iterable[Change]) -> None:
        told = list(changes)
        self._sides = (
            _Spans(change.before_span for change in told),
            _Spans(change.after_span for change in told),
        )

    def meet(self, change: Change) -> bool:
        """Whether a change shares a character with one of them, on one side or the other.

        Of what is gone, or new, only the side counts on which it stands.
        """
        met = self.met(change)
        if change.kind is Kind.CONSTRAINT_REMOVED:
            return met[0]
        return met[1] if change.kind is Kind.CONSTRAINT_ADDED else any(met)

    def met(self, change: Change) -> tuple[bool, bool]:
        """Whether it does before, and after."""
        before, after = self._sides
        return before.meet(change.before_span), after.meet(change.after_span)


class _Spans:
    """Spans of one text, which may overlap."""

    def __init__(self, spans: Iterable[Span | None]) -> None:
        ordered = sorted(span for span in spans if span)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def meet(self, span: Span | None) -> bool:
        if span is None:
            return False
        # Of those that begin before it ends, the one that ends last.
        count = bisect_left(self._starts, span.end)
        return count > 0 and self._ends[count - 1] > span.start
