"""The constraints area: demands and prohibitions, sentence by sentence, wherever they stand."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from itertools import pairwise

from agentreg.diff.align import Gap, similar
from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger
from agentreg.diff.match import Pair
from agentreg.diff.steps import alike
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired
from agentreg.formats.blocks import content_start
from agentreg.formats.text import normalize, words
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint, Polarity, Strength

# Percent of a constraint's core: what is demanded, without how firmly.
SAME_CORE = 60.0

_FIRMNESS = list(Strength)


class _Rest(Enum):
    """Whether the constraints tell all that differs in a unit."""

    TOLD = "told"
    OPEN = "open"


def compare_edited_statements(ledger: Ledger) -> list[Change]:
    """Tell the constraints that changed inside units which are otherwise the same.

    A unit of which nothing else changed is told herewith. A mere rewording inside a workflow step is left to
    the step.
    """
    steps = [
        {place for step in side.steps for place in range(step.first, step.end)}
        for side in (ledger.before, ledger.after)
    ]
    changes: list[Change] = []
    for pair in list(ledger.edited.values()):
        old, new = ledger.before.constraints[pair.before], ledger.after.constraints[pair.after]
        if not old and not new:
            continue
        in_step = pair.before in steps[0] and pair.after in steps[1]
        found, rest = _compare(ledger, pair, in_step=in_step)
        changes += found
        if rest is _Rest.TOLD:
            del ledger.edited[pair.before]
            ledger.resettled.add(pair.before)
    return changes


def _compare(ledger: Ledger, pair: Pair, *, in_step: bool) -> tuple[list[Change], _Rest]:
    old, new = ledger.before.constraints[pair.before], ledger.after.constraints[pair.after]
    places = (ledger.before.units[pair.before].span, ledger.after.units[pair.after].span)
    changes = []
    lone: tuple[list[Constraint], list[Constraint]] = ([], [])
    reworded = False
    for one, other in _pair_up(old, new):
        if one and other:
            kind = classify(one, other)
            if kind is Kind.CONSTRAINT_EDITED and in_step:
                reworded = True
            elif kind:
                similarity = alike(one.text, other.text)
                texts = one.text, other.text
                changes.append(Change(kind, "constraint", *texts, one.span, other.span, similarity))
        elif one:
            lone[0].append(one)
            changes.append(Change(Kind.CONSTRAINT_REMOVED, "constraint", one.text, "", one.span, places[1]))
        elif other:
            lone[1].append(other)
            changes.append(Change(Kind.CONSTRAINT_ADDED, "constraint", "", other.text, places[0], other.span))
    if reworded or not changes:
        return changes, _Rest.OPEN
    rests = _rest(ledger.before, pair.before), _rest(ledger.after, pair.after)
    return changes, _Rest.TOLD if _is_told(rests, lone) else _Rest.OPEN


def classify(before: Constraint, after: Constraint) -> Kind | None:
    """What became of one constraint; None when it says the same."""
    if before.text == after.text:
        return None
    if {before.polarity, after.polarity} == {Polarity.DO, Polarity.DO_NOT}:
        return Kind.CONSTRAINT_INVERTED
    firmness = _FIRMNESS.index(after.strength) - _FIRMNESS.index(before.strength)
    if firmness:
        return Kind.CONSTRAINT_STRENGTHENED if firmness > 0 else Kind.CONSTRAINT_WEAKENED
    return Kind.CONSTRAINT_EDITED


def _pair_up(
    old: tuple[Constraint, ...], new: tuple[Constraint, ...]
) -> list[tuple[Constraint | None, Constraint | None]]:
    """Equal sentences first, then those that demand nearly the same; the rest stays alone."""
    still = Unpaired(len(old), len(new))
    cores = _cores(old), _cores(new)
    for keys in ((_texts(old), _texts(new)), cores):
        still.take_equal((keys[0].__getitem__, keys[1].__getitem__))
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(similar(gap, *cores, least=SAME_CORE))
    pairs: list[tuple[Constraint | None, Constraint | None]] = [
        (constraint, new[still.found[place].after] if place in still.found else None)
        for place, constraint in enumerate(old)
    ]
    return pairs + [(None, new[place]) for place in sorted(still.after)]


def _texts(constraints: tuple[Constraint, ...]) -> list[str]:
    return [constraint.text for constraint in constraints]


def _cores(constraints: tuple[Constraint, ...]) -> list[str]:
    return [constraint.core for constraint in constraints]


def _rest(side: Outline, place: int) -> Counter[str]:
    """The words of a unit that are in none of its constraints."""
    span = side.units[place].span
    position, pieces = span.start, []
    for constraint in side.constraints[place]:
        pieces.append(side.text[position : constraint.span.start])
        position = max(position, constraint.span.end)
    pieces.append(side.text[position : span.end])
    return Counter(word for piece in pieces for word in words(normalize(piece)) if word[0].isalnum())


def _is_told(
    rests: tuple[Counter[str], Counter[str]], lone: tuple[list[Constraint], list[Constraint]]
) -> bool:
    """Whether what else differs only became, or stopped being, a constraint."""
    said = [Counter(word for found in side for word in words(found.text)) for side in lone]
    return not (rests[0] - rests[1] - said[1]) and not (rests[1] - rests[0] - said[0])


def statements_of(side: Outline, place: int) -> list[tuple[str, Span]]:
    """A unit that is new or gone, cut at its constraints: (text, place), together the whole unit.

    The marker of an item is in the place of its first part and not in the text.
    """
    unit = side.units[place]
    starts = [constraint.span.start for constraint in side.constraints[place]]
    if len(starts) < 2:
        return [(unit.text, unit.span)]
    cuts = [unit.span.start, *starts[1:], unit.span.end]
    spans = [Span(start, end) for start, end in pairwise(cuts)]
    own = content_start(side.text, side.prompt.blocks[place])
    return [(normalize(side.text[max(own, span.start) : span.end]), span) for span in spans]
