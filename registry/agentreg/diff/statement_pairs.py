"""Constraints of two units that belong together: which became which, and what is left of the others."""

from __future__ import annotations

from agentreg.diff.align import Gap, Match, similar
from agentreg.diff.binding import released
from agentreg.diff.bound import known_by
from agentreg.diff.changes import Change
from agentreg.diff.growth import grown
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.units import Outline, Unit
from agentreg.diff.unpaired import Unpaired
from agentreg.formats.blocks import cells, content_start
from agentreg.formats.text import normalize, sentences, unstruck
from agentreg.model.document import Span
from agentreg.model.prompt import BlockKind, Constraint
from agentreg.records import NamedTuple

# Percent of a constraint's core: what is demanded, without how firmly.
SAME_CORE = 60.0

Constraints = tuple[Constraint, ...]


class Place(NamedTuple):
    """A unit of one prompt."""

    side: Outline
    place: int

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.side.units[self.place]

    @property
    def constraints(self) -> Constraints:
        """The constraints that start in it."""
        return self.side.constraints[self.place]

    @property
    def sentences(self) -> list[Span]:
        """Where its sentences are; of a table, its cells."""
        if self.unit.kind is BlockKind.TABLE:
            return cells(self.side.text, self.unit.span)
        start = content_start(self.side.text, self.side.prompt.blocks[self.place])
        found = sentences(self.side.text[start : self.unit.span.end])
        return [Span(start + span.start, start + span.end) for span in found]

    @property
    def unbound(self) -> list[Span]:
        """Its sentences that are no constraints."""
        bound = {constraint.span for constraint in self.constraints}
        return [span for span in self.sentences if span not in bound]

    def said(self, span: Span) -> str:
        """What a sentence says."""
        return normalize(span.of(self.side.text))


def pair_up(old: Constraints, new: Constraints) -> list[tuple[Constraint | None, Constraint | None]]:
    """Equal sentences first, then those that demand nearly the same; the rest stays alone."""
    still = Unpaired(len(old), len(new))
    cores = _cores(old), _cores(new)
    for keys in ((_texts(old), _texts(new)), cores):
        still.take_equal((keys[0].__getitem__, keys[1].__getitem__))
    still.take_equal((lambda place: known_by(old[place]), lambda place: known_by(new[place])))
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(similar(gap, *cores, least=SAME_CORE))
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(grown(gap, *cores) or (Match(*places) for places in _one_each(old, new)))
    pairs: list[tuple[Constraint | None, Constraint | None]] = [
        (constraint, new[still.found[place].after] if place in still.found else None)
        for place, constraint in enumerate(old)
    ]
    return pairs + [(None, new[place]) for place in sorted(still.after)]


def _one_each(old: Constraints, new: Constraints) -> list[tuple[int, int]]:
    """The units are known to belong together, and so do their constraints when each has one."""
    return [(0, 0)] if len(old) == len(new) == 1 else []


def _texts(constraints: Constraints) -> list[str]:
    return [constraint.text for constraint in constraints]


def _cores(constraints: Constraints) -> list[str]:
    return [constraint.core for constraint in constraints]


def freed(constraint: Constraint, other: Place) -> Change | None:
    """The change of a constraint that another unit says without binding anybody; None when it does not."""
    for sentence in other.unbound:
        said = other.said(sentence)
        if kind := released(constraint, unstruck(said)):
            spans = constraint.span, sentence
            return Change(kind, "constraint", constraint.text, said, *spans, alike(constraint.text, said))
    return None


def rewritten(constraint: Constraint, one: Place, other: Place) -> Change | None:
    """The change of a constraint whose place is taken by a sentence that binds nobody; None without one."""
    sentence = _in_its_place(constraint, one, other)
    if sentence is None:
        return None
    said = other.said(sentence)
    similarity = alike(constraint.text, said)
    return Change(
        Kind.CONSTRAINT_REMOVED, "constraint", constraint.text, said, constraint.span, sentence, similarity
    )


def _in_its_place(constraint: Constraint, one: Place, other: Place) -> Span | None:
    found = other.unbound
    if one.sentences == [constraint.span] and len(found) == len(other.sentences) == 1:
        return found[0]
    said = [other.said(span) for span in found]
    matches = similar(Gap((0,), tuple(range(len(said)))), [constraint.text], said)
    return found[matches[0].after] if matches else None
