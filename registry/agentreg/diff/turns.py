"""Sentences that say the opposite of the same, rules or not: all that came or went is a "not"."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.roots import Sense, sense
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import Outline
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind
from agentreg.records import NamedTuple

_LEAST_WORDS = 2
_PROSE = frozenset((BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.TABLE))


class _Said(NamedTuple):
    """A sentence: by what it says, and where it stands."""

    text: str
    span: Span
    sense: Sense


def with_turns(ledger: Ledger, turns: list[Change], told: list[Change]) -> list[Change]:
    """The changes of constraints, and sentences that became their opposite, as such.

    Args:
        ledger: The two prompts; it hears of these sentences.
        turns: What `find_turns` found before anything was told of constraints.
        told: The changes of constraints. What is told more mildly of a sentence that was turned goes.
    """
    known = [change for change in told if change.kind is Kind.CONSTRAINT_INVERTED]
    # A constraint may have become one of several sentences that are alike: it is told already.
    own = [turn for turn in turns if not _is_told_by(turn, known)]
    ledger.tell((turn.before_span, turn.after_span) for turn in own)
    return [*own, *(change for change in told if change in known or not _is_told_by(change, own))]


def find_turns(ledger: Ledger) -> list[Change]:
    """Each sentence that has gone, with one that has come and speaks of the same the other way."""
    turns = []
    came = _sentences(ledger.after, {pair.after for pair in ledger.edited.values()} | ledger.lone[1].places)
    gone = _sentences(ledger.before, {*ledger.edited, *ledger.lone[0].places})
    for words, olds in gone.items():
        news = came.get(words, [])
        if any(old.text == new.text for old in olds for new in news):
            continue
        for old, new in zip(olds, news, strict=False):
            if old.sense.denies_otherwise(new.sense):
                texts = old.text, new.text
                turns.append(
                    Change(Kind.CONSTRAINT_INVERTED, "constraint", *texts, old.span, new.span, alike(*texts))
                )
    return turns


def _sentences(side: Outline, places: set[int]) -> dict[tuple[str, ...], list[_Said]]:
    found: dict[tuple[str, ...], list[_Said]] = {}
    for place in sorted(places):
        one = Place(side, place)
        if one.unit.kind not in _PROSE:
            continue
        for span in one.sentences:
            text = one.said(span)
            said = sense(text)
            if len(said.roots) >= _LEAST_WORDS:
                found.setdefault(said.roots, []).append(_Said(text, span, said))
    return found


def _is_told_by(change: Change, turns: list[Change]) -> bool:
    return any(
        _meets(change.before_span, turn.before_span) or _meets(change.after_span, turn.after_span)
        for turn in turns
    )


def _meets(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.start < other.end and other.start < one.end
