"""The constraints area: demands and prohibitions, sentence by sentence, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from agentreg.diff.align import Gap, similar
from agentreg.diff.binding import compare_binding, released
from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import similarity
from agentreg.diff.ledger import Ledger, Part
from agentreg.diff.match import Pair
from agentreg.diff.steps import alike
from agentreg.diff.units import Outline
from agentreg.diff.unpaired import Unpaired
from agentreg.formats.blocks import content_start
from agentreg.formats.text import normalize, sentences
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint

# Percent of a constraint's core: what is demanded, without how firmly.
SAME_CORE = 60.0
# A sentence that binds nobody must say more of it, to be what is left of a constraint.
SAME_WORDS = 80.0

# Told of a title as well: a mere rewording of one is a section renamed.
_TURNED = frozenset((Kind.CONSTRAINT_INVERTED, Kind.CONSTRAINT_STRENGTHENED, Kind.CONSTRAINT_WEAKENED))


class _Place(NamedTuple):
    """A unit of one prompt, and what became of it."""

    side: Outline
    place: int

    @property
    def span(self) -> Span:
        return self.side.units[self.place].span

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        return self.side.constraints[self.place]


def compare_edited_statements(ledger: Ledger) -> list[Change]:
    """Tell the constraints that changed inside units which are otherwise the same.

    A mere rewording is left to the workflow step or to the title that it stands in.
    """
    steps = [
        {place for step in side.steps for place in range(step.first, step.end)}
        for side in (ledger.before, ledger.after)
    ]
    told: list[tuple[Change, Part]] = []
    for pair in ledger.edited.values():
        found = _compare(ledger, pair)
        in_step = pair.before in steps[0] and pair.after in steps[1]
        if in_step or ledger.before.units[pair.before].is_title:
            found = [(change, part) for change, part in found if change.kind is not Kind.CONSTRAINT_EDITED]
        if ledger.before.units[pair.before].is_title:
            found = [(change, part) for change, part in found if change.kind in _TURNED]
        told += found
    ledger.tell(part for _, part in told)
    return [change for change, _ in told]


def _compare(ledger: Ledger, pair: Pair) -> list[tuple[Change, Part]]:
    one, other = _Place(ledger.before, pair.before), _Place(ledger.after, pair.after)
    if not one.constraints and not other.constraints:
        return []
    found: list[tuple[Change, Part]] = []
    for old, new in _pair_up(one.constraints, other.constraints):
        if old and new:
            found += _kept(ledger, old, new)
        elif old and ledger.parts[0].rest(old.span):
            found.append(_lone(old, other))
        elif new and ledger.parts[1].rest(new.span):
            change, (after, before) = _lone(new, one)
            found.append((mirror(change), (before, after)))
    return found


def _kept(ledger: Ledger, old: Constraint, new: Constraint) -> Iterator[tuple[Change, Part]]:
    kind = compare_binding(old, new)
    if kind in _TURNED or (kind and ledger.differs_beside(old.span, new.span)):
        spans = old.span, new.span
        yield Change(kind, "constraint", old.text, new.text, *spans, alike(old.text, new.text)), spans


def _lone(constraint: Constraint, other: _Place) -> tuple[Change, Part]:
    """A constraint that the other text does not have; the same may be said there without binding."""
    text, span = constraint.text, constraint.span
    for sentence in _unbound(other):
        said = normalize(sentence.of(other.side.text))
        if similarity(constraint.core, said.casefold()) >= SAME_WORDS:
            change = Change(released(constraint), "constraint", text, said, span, sentence, alike(text, said))
            return change, (span, sentence)
    return Change(Kind.CONSTRAINT_REMOVED, "constraint", text, "", span, other.span), (span, None)


def _unbound(unit: _Place) -> Iterator[Span]:
    """The sentences of a unit that are no constraints."""
    bound = {constraint.span for constraint in unit.constraints}
    start = content_start(unit.side.text, unit.side.prompt.blocks[unit.place])
    for sentence in sentences(unit.side.text[start : unit.span.end]):
        span = Span(start + sentence.start, start + sentence.end)
        if span not in bound:
            yield span


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
