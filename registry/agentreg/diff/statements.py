"""The constraints area: demands and prohibitions, sentence by sentence, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from agentreg.diff.align import Gap, Match, similar
from agentreg.diff.binding import compare_binding, released
from agentreg.diff.changes import Change, mirror
from agentreg.diff.growth import grown
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Part
from agentreg.diff.match import Pair
from agentreg.diff.steps import alike
from agentreg.diff.units import Outline, Unit
from agentreg.diff.unpaired import Unpaired
from agentreg.formats.blocks import content_start
from agentreg.formats.constraints import stated_by
from agentreg.formats.norms import find_norm
from agentreg.formats.text import normalize, sentences
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint

# Percent of a constraint's core: what is demanded, without how firmly.
SAME_CORE = 60.0

_LONE = (Kind.CONSTRAINT_ADDED, Kind.CONSTRAINT_REMOVED)
_REWORDED = (Kind.CONSTRAINT_EDITED, Kind.CONSTRAINT_MOVED)
_TURNED = frozenset((Kind.CONSTRAINT_INVERTED, Kind.CONSTRAINT_STRENGTHENED, Kind.CONSTRAINT_WEAKENED))


class _Place(NamedTuple):
    """A unit of one prompt, and what became of it."""

    side: Outline
    place: int

    @property
    def unit(self) -> Unit:
        return self.side.units[self.place]

    @property
    def is_title(self) -> bool:
        return self.unit.is_title

    @property
    def span(self) -> Span:
        return self.unit.span

    @property
    def sentences(self) -> list[Span]:
        start = content_start(self.side.text, self.side.prompt.blocks[self.place])
        found = sentences(self.side.text[start : self.span.end])
        return [Span(start + span.start, start + span.end) for span in found]

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        return self.side.constraints[self.place]


def compare_statements(ledger: Ledger) -> list[Change]:
    """Tell the constraints that changed inside units which are otherwise the same.

    A mere rewording is left to the workflow step that it stands in, and a rewritten role to the role.
    """
    sides = ledger.before, ledger.after
    steps, roles = list(map(_step_places, sides)), list(map(_role_places, sides))
    told: list[tuple[Change, Part]] = []
    for pair in {**ledger.moved, **ledger.edited}.values():
        in_step = pair.before in steps[0] and pair.after in steps[1]
        in_role = pair.before in roles[0] and pair.after in roles[1]
        for change, part in _compare(ledger, pair):
            reworded = change.kind in _REWORDED
            rewritten = change.before and change.after and change.kind in _LONE
            if not ((in_step and reworded) or (in_role and rewritten)):
                told.append((change, part))
    ledger.tell(part for _, part in told)
    return [change for change, _ in told]


def _step_places(side: Outline) -> set[int]:
    return {place for step in side.steps for place in range(step.first, step.end)}


def _role_places(side: Outline) -> set[int]:
    return {place for role in side.prompt.roles for place in side.range_of(role.span)}


def _compare(ledger: Ledger, pair: Pair) -> Iterator[tuple[Change, Part]]:
    one, other = _Place(ledger.before, pair.before), _Place(ledger.after, pair.after)
    if one.is_title and other.is_title:
        yield from _titles(one, other)
    elif one.constraints or other.constraints:
        for old, new in _pair_up(one.constraints, other.constraints):
            if old and new:
                yield from _kept(ledger, pair, old, new)
            elif old and _binds_itself(old) and ledger.parts[0].rest(old.span):
                yield _lone(old, one, other)
            elif new and _binds_itself(new) and ledger.parts[1].rest(new.span):
                change, (after, before) = _lone(new, other, one)
                yield mirror(change), (before, after)


def _binds_itself(constraint: Constraint) -> bool:
    """Whether it has normative words; what a title or a lead binds is as free as these are gone."""
    return find_norm(constraint.text) is not None


def _titles(one: _Place, other: _Place) -> Iterator[tuple[Change, Part]]:
    """A title such as `Never` binds all that stands below it."""
    texts = one.unit.text, other.unit.text
    old, new = (
        Constraint(text, "", *norm, place.span, place.unit.section) if norm else None
        for text, norm, place in zip(texts, map(stated_by, texts), (one, other), strict=True)
    )
    kind = compare_binding(old, new) if old and new else None
    if kind in _TURNED:
        spans = one.span, other.span
        yield Change(kind, "constraint", *texts, *spans, alike(*texts)), spans


def _kept(ledger: Ledger, pair: Pair, old: Constraint, new: Constraint) -> Iterator[tuple[Change, Part]]:
    kind = compare_binding(old, new)
    if kind in _TURNED or (kind and ledger.differs_beside(old.span, new.span)):
        if kind is Kind.CONSTRAINT_EDITED and pair.moved:
            kind = Kind.CONSTRAINT_MOVED
        spans = old.span, new.span
        yield Change(kind, "constraint", old.text, new.text, *spans, alike(old.text, new.text)), spans


def _lone(constraint: Constraint, one: _Place, other: _Place) -> tuple[Change, Part]:
    """A constraint that the other text does not have; the same may be said there without binding."""
    text, span = constraint.text, constraint.span
    for sentence in _unbound(other):
        said = normalize(sentence.of(other.side.text))
        if kind := released(constraint, said):
            return Change(kind, "constraint", text, said, span, sentence, alike(text, said)), (span, sentence)
    if (rewritten := _rewritten(constraint, one, other)) is not None:
        said = normalize(rewritten.of(other.side.text))
        change = Change(Kind.CONSTRAINT_REMOVED, "constraint", text, said, span, rewritten, alike(text, said))
        return change, (span, rewritten)
    return Change(Kind.CONSTRAINT_REMOVED, "constraint", text, "", span, other.span), (span, None)


def _rewritten(constraint: Constraint, one: _Place, other: _Place) -> Span | None:
    """The sentence that stands in place of a constraint, and binds nobody."""
    sentences = _unbound(other)
    if one.sentences == [constraint.span] and len(sentences) == len(other.sentences) == 1:
        return sentences[0]
    said = [normalize(span.of(other.side.text)) for span in sentences]
    gap = Gap((0,), tuple(range(len(said))))
    return next((sentences[match.after] for match in similar(gap, [constraint.text], said)), None)


def _unbound(unit: _Place) -> list[Span]:
    """The sentences of a unit that are no constraints."""
    bound = {constraint.span for constraint in unit.constraints}
    return [span for span in unit.sentences if span not in bound]


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
    gap = Gap(tuple(sorted(still.before)), tuple(sorted(still.after)))
    still.take(grown(gap, *cores) or (Match(*places) for places in _one_each(old, new)))
    pairs: list[tuple[Constraint | None, Constraint | None]] = [
        (constraint, new[still.found[place].after] if place in still.found else None)
        for place, constraint in enumerate(old)
    ]
    return pairs + [(None, new[place]) for place in sorted(still.after)]


def _one_each(old: tuple[Constraint, ...], new: tuple[Constraint, ...]) -> list[tuple[int, int]]:
    """The units are known to belong together, and so do their constraints when each has one."""
    return [(0, 0)] if len(old) == len(new) == 1 else []


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


def is_statement(side: Outline, place: int) -> bool:
    """Whether a unit is a constraint and little else."""
    said = sum(len(constraint.text) for constraint in side.constraints[place])
    return said > len(side.units[place].text) / 2
