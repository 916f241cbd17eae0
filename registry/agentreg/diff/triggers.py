"""What became of the sentences of a routing text: which ask for the agent more, or less, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import matching
from agentreg.diff.pairing import EQUAL, pair_texts
from agentreg.formats.triggers import NARROW, WIDE, Insistence, Occasion, Statement, without_cues
from agentreg.records import NamedTuple

# A scope word may take the place of so many words ("Python code" -> "any code"); more say something else.
MOST_REPLACED = 2

_DIRECTION = {
    Occasion.EVERYTHING: (Kind.TRIGGER_BROADENED, Kind.TRIGGER_NARROWED),
    Occasion.ONLY: (Kind.TRIGGER_NARROWED, Kind.TRIGGER_BROADENED),
    Occasion.NOT: (Kind.TRIGGER_NARROWED, Kind.TRIGGER_BROADENED),
}


class Turn(NamedTuple):
    """A sentence before and what it became; None where it has no counterpart."""

    before: Statement | None
    after: Statement | None


class Trigger(NamedTuple):
    """A fact about when the agent is called: broader or narrower, and the sentence that says it."""

    kind: Kind
    turn: Turn


class Told(NamedTuple):
    """How two routing texts differ.

    Attributes:
        triggers: The facts about when the agent is called.
        rest: The sentences that differ beyond these.
    """

    triggers: list[Trigger]
    rest: list[Turn]


def compare_triggers(before: Sequence[Statement], after: Sequence[Statement]) -> Told:
    """Tell how the sentences of two routing texts differ.

    Args:
        before: The sentences before.
        after: The sentences after.

    Returns:
        Facts, and the sentences that they leave untold; one that only stands elsewhere is in neither.
    """
    turns = _turns(before, after)
    firmer = _firmer(before, after)
    told = [*_insistence(turns, firmer), *_occasions(turns), *_scopes(turns)]
    triggers = list(dict.fromkeys(told))
    concerned = {fact.turn for fact in triggers}
    concerned |= {turn for turn in turns if _firmness(turn) * firmer > 0}
    return Told(triggers, [turn for turn in turns if turn not in concerned or _says_more(turn)])


def _turns(before: Sequence[Statement], after: Sequence[Statement]) -> list[Turn]:
    """The sentences that differ: edited, gone, new."""
    same = pair_texts([one.text for one in before], [one.text for one in after], least=EQUAL)
    kept = {match.before for match in same}, {match.after for match in same}
    gone, new = (
        [statement for place, statement in enumerate(side) if place not in stays]
        for side, stays in zip((before, after), kept, strict=True)
    )
    # What a sentence is about tells which it was: how firmly it asks is what may differ.
    found = pair_texts([_about(one) for one in gone], [_about(one) for one in new])
    paired = {match.before for match in found}, {match.after for match in found}
    return [
        *(Turn(gone[match.before], new[match.after]) for match in found),
        *(Turn(one, None) for place, one in enumerate(gone) if place not in paired[0]),
        *(Turn(None, one) for place, one in enumerate(new) if place not in paired[1]),
    ]


def _about(statement: Statement) -> str:
    return " ".join(without_cues(statement.text))


def _firmer(before: Sequence[Statement], after: Sequence[Statement]) -> int:
    """How much more firmly the whole text asks for the agent: its firmest sentence counts."""
    firmest = [max((one.insistence for one in side), default=Insistence.OFFERED) for side in (before, after)]
    return firmest[1] - firmest[0]


def _firmness(turn: Turn) -> int:
    was, now = (side.insistence if side else Insistence.OFFERED for side in turn)
    return now - was


def _insistence(turns: list[Turn], firmer: int) -> Iterator[Trigger]:
    if firmer:
        kind = Kind.TRIGGER_BROADENED if firmer > 0 else Kind.TRIGGER_NARROWED
        # The sentence that changed most is the one that made the text firmer.
        yield Trigger(kind, max(turns, key=lambda turn: _firmness(turn) * (1 if firmer > 0 else -1)))


def _occasions(turns: list[Turn]) -> Iterator[Trigger]:
    """Whole sentences such as `Do not use for tests` that came or went, and such as turned round."""
    for occasion, (came, went) in _DIRECTION.items():
        gone = [turn for turn in turns if turn.after is None and _says(turn.before, occasion)]
        new = [turn for turn in turns if turn.before is None and _says(turn.after, occasion)]
        # As many as were there are still there, in other words.
        for turn in new[len(gone) :]:
            yield Trigger(came, turn)
        for turn in gone[len(new) :]:
            yield Trigger(went, turn)
    for turn in turns:
        if turn.before and turn.after and _says(turn.before, Occasion.NOT) != _says(turn.after, Occasion.NOT):
            came, went = _DIRECTION[Occasion.NOT]
            yield Trigger(came if _says(turn.after, Occasion.NOT) else went, turn)


def _says(statement: Statement | None, occasion: Occasion) -> bool:
    return statement is not None and statement.occasion is occasion


def _scopes(turns: list[Turn]) -> Iterator[Trigger]:
    """Scope words that came, went or were swapped inside a sentence that stayed."""
    for turn in turns:
        for run in _runs(turn):
            wider = _wider(run)
            if wider:
                yield Trigger(Kind.TRIGGER_BROADENED if wider > 0 else Kind.TRIGGER_NARROWED, turn)


def _says_more(turn: Turn) -> bool:
    """Whether an edited sentence differs in more than cues and scope words."""
    return not all(map(_wider, _runs(turn)))


class _Run(NamedTuple):
    """Neighbouring words of an edited sentence that differ, cues and fillers aside."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


def _runs(turn: Turn) -> list[_Run]:
    if turn.before is None or turn.after is None:
        return []
    one, other = without_cues(turn.before.text), without_cues(turn.after.text)
    kept = [(-1, -1), *_kept(one, other), (len(one), len(other))]
    runs = (
        _Run(one[start[0] + 1 : stop[0]], other[start[1] + 1 : stop[1]]) for start, stop in pairwise(kept)
    )
    return [run for run in runs if run.removed or run.added]


def _kept(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, int]]:
    """The words that stayed; of several such runs, the same from either side."""
    if one > other:
        return [(row, column) for column, row in matching(other, one)]
    return matching(one, other)


def _wider(run: _Run) -> int:
    """Above 0 when the words let in more, below when less, 0 when they say something else."""
    scopes = [_scope(words) for words in run]
    others = [len([word for word in words if word not in WIDE and word not in NARROW]) for words in run]
    # What a scope word brought along is news of its own; what it took the place of is what it widened.
    is_pure = all(not others[side] for side in (0, 1) if scopes[side]) and max(others) <= MOST_REPLACED
    return scopes[1] - scopes[0] if is_pure else 0


def _scope(words: tuple[str, ...]) -> int:
    return any(word in WIDE for word in words) - any(word in NARROW for word in words)
