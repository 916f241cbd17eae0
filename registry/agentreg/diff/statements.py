"""The constraints area: demands and prohibitions, sentence by sentence, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from agentreg.diff.binding import compare_binding
from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone, Part
from agentreg.diff.match import Pair
from agentreg.diff.said_itself import says_each
from agentreg.diff.statement_pairs import Place, freed, pair_up, rewritten
from agentreg.diff.units import Outline
from agentreg.formats.blocks import content_start
from agentreg.formats.constraints import is_void, stated_by
from agentreg.formats.norms import find_norm, norm_words
from agentreg.formats.text import normalize, unstruck
from agentreg.formats.voids import is_advice
from agentreg.model.document import Span
from agentreg.model.prompt import Constraint, Polarity

_LONE = (Kind.CONSTRAINT_ADDED, Kind.CONSTRAINT_REMOVED)
_REWORDED = (Kind.CONSTRAINT_EDITED, Kind.CONSTRAINT_MOVED)
_TURNED = frozenset((Kind.CONSTRAINT_INVERTED, Kind.CONSTRAINT_STRENGTHENED, Kind.CONSTRAINT_WEAKENED))

# "You must not", "Please never".
_BEFORE_BAN = 2

_Told = tuple[Change, Part]


def compare_statements(ledger: Ledger) -> list[Change]:
    """Tell the constraints that changed inside units which are otherwise the same.

    A mere rewording is left to the workflow step that it stands in, and a rewritten role to the role; what
    was forbidden in a role, and is not any more, is no part of who the agent is.
    """
    sides = ledger.before, ledger.after
    steps, roles = list(map(_step_places, sides)), list(map(_role_places, sides))
    told: list[_Told] = []
    for pair in {**ledger.moved, **ledger.edited}.values():
        in_step = pair.before in steps[0] and pair.after in steps[1]
        in_role = pair.before in roles[0] and pair.after in roles[1]
        for change, part in _compare(ledger, pair):
            reworded = change.kind in _REWORDED
            replaced = change.before and change.after and change.kind in _LONE and not _is_ban(change)
            if not ((in_step and reworded) or (in_role and replaced)):
                told.append((change, part))
    ledger.tell(part for _, part in told)
    return [*(change for change, _ in told), *_in_kept_steps(ledger)]


def _is_ban(change: Change) -> bool:
    """Whether one side forbids from its first words on: "a planner who never builds" only says who it is."""
    return any(
        word.norm.polarity is Polarity.DO_NOT and len(text[: word.start].split()) <= _BEFORE_BAN
        for text in (change.before, change.after)
        for word in norm_words(text)
    )


def _in_kept_steps(ledger: Ledger) -> list[Change]:
    """Constraints that came to a step, or left it: the step may say the same apart from them."""
    kept: tuple[set[int], set[int]] = (set(), set())
    for old, new, _ in ledger.step_pairs():
        kept[0].update(range(old.first, old.end))
        kept[1].update(range(new.first, new.end))
    return [
        *_gone(ledger.lone[0], kept[0]),
        *map(mirror, _gone(ledger.lone[1], kept[1])),
    ]


def _gone(lone: Lone, inside: set[int]) -> list[Change]:
    side = lone.side
    # Inner steps and sections that are gone are told as such.
    steps = [range(step.first, step.end) for step in side.steps if step.first in lone.places]
    sections = {
        unit.section for place, unit in enumerate(side.units) if unit.is_title and place in lone.places
    }
    changes: list[Change] = []
    for place in sorted(lone.places & inside - set(chain.from_iterable(steps))):
        alone = side.units[place].section not in sections and is_statement(side, place)
        if alone and (taken := lone.take_nested(place)):
            changes += removed_statements(side, taken)
    return changes


def compare_inside(ledger: Ledger, before: Iterable[int], after: Iterable[int]) -> list[Change]:
    """Tell the constraints of units that are otherwise told as one; a mere rewording is told with them.

    Args:
        ledger: The two prompts.
        before: The units before.
        after: The units after that say the same.
    """
    olds = [Place(ledger.before, place) for place in before]
    news = [Place(ledger.after, place) for place in after]
    old, new = (tuple(chain.from_iterable(place.constraints for place in side)) for side in (olds, news))
    changes = []
    for one, other in pair_up(old, new):
        if one and other:
            changes += [change for change, _ in _kept(ledger, one, other) if change.kind in _TURNED]
        elif one and _binds_itself(one):
            changes.append(_lost(one, news))
        elif other and _binds_itself(other):
            changes.append(mirror(_lost(other, olds)))
    return changes


def _lost(constraint: Constraint, others: list[Place]) -> Change:
    """What became of a constraint that none of some units has."""
    lost = Change(Kind.CONSTRAINT_REMOVED, "constraint", constraint.text, before_span=constraint.span)
    return next((change for place in others if (change := freed(constraint, place))), lost)


def _step_places(side: Outline) -> set[int]:
    return {place for step in side.steps for place in range(step.first, step.end)}


def _role_places(side: Outline) -> set[int]:
    return {place for role in side.prompt.roles for place in side.range_of(role.span)}


def _compare(ledger: Ledger, pair: Pair) -> Iterator[_Told]:
    one, other = Place(ledger.before, pair.before), Place(ledger.after, pair.after)
    if one.unit.is_title and other.unit.is_title:
        yield from _titles(ledger, one, other)
    elif one.constraints or other.constraints:
        for old, new in pair_up(one.constraints, other.constraints):
            if old and new:
                for change, part in _kept(ledger, old, new):
                    moved = pair.moved and change.kind is Kind.CONSTRAINT_EDITED
                    yield (change._replace(kind=Kind.CONSTRAINT_MOVED) if moved else change), part
            elif old and (_binds_itself(old) or _is_struck(other)) and ledger.parts[0].rest(old.span):
                yield _lone(old, one, other)
            elif new and (_binds_itself(new) or _is_struck(one)) and ledger.parts[1].rest(new.span):
                change, (after, before) = _lone(new, other, one)
                yield mirror(change), (before, after)


def _binds_itself(constraint: Constraint) -> bool:
    """Whether it has normative words; what a title or a lead binds is as free as these are gone."""
    return find_norm(constraint.text) is not None


def _is_struck(place: Place) -> bool:
    """Whether all that a unit says is struck through: what a title bound was let go here."""
    return not unstruck(place.unit.text).strip()


def _titles(ledger: Ledger, one: Place, other: Place) -> Iterator[_Told]:
    """A title such as `Never` binds all that stands below it."""
    texts = one.unit.text, other.unit.text
    old, new = (
        Constraint(text, "", *norm, place.unit.span, place.unit.section) if norm else None
        for text, norm, place in zip(texts, map(stated_by, texts), (one, other), strict=True)
    )
    kind = _eased(old, new, texts) or (compare_binding(old, new) if old and new else _voided(one, other))
    if (kind in _TURNED or kind in _LONE) and not says_each(ledger, one, other):
        spans = one.unit.span, other.unit.span
        yield Change(kind, "constraint", *texts, *spans, alike(*texts)), spans


def _eased(old: Constraint | None, new: Constraint | None, titles: tuple[str, str]) -> Kind | None:
    """What became of rules whose title makes advice of them, or no longer does."""
    was, now = map(is_advice, titles)
    if old and now and not was:
        return Kind.CONSTRAINT_WEAKENED
    return Kind.CONSTRAINT_STRENGTHENED if new and was and not now else None


def _voided(one: Place, other: Place) -> Kind | None:
    """What became of rules whose title says that they hold no longer, or that they hold again."""
    was, now = (is_void(place.unit.text) for place in (one, other))
    if now and not was and _binds(one):
        return Kind.CONSTRAINT_REMOVED
    return Kind.CONSTRAINT_ADDED if was and not now and _binds(other) else None


def _binds(title: Place) -> bool:
    """Whether a title states that all below it binds, or stands above little but rules and steps."""
    if stated_by(title.unit.text):
        return True
    side = title.side
    below = side.range_of(side.prompt.sections[title.unit.section].span)[1:]
    steps = _step_places(side)
    told = sum(is_statement(side, place) or place in steps for place in below)
    return 2 * told > len(below)


def _kept(ledger: Ledger, old: Constraint, new: Constraint) -> Iterator[_Told]:
    kind = compare_binding(old, new)
    if kind in _TURNED or (kind and ledger.differs_beside(old.span, new.span)):
        spans = old.span, new.span
        yield Change(kind, "constraint", old.text, new.text, *spans, alike(old.text, new.text)), spans


def _lone(constraint: Constraint, one: Place, other: Place) -> _Told:
    """A constraint that the other text does not have; the same may be said there without binding."""
    change = freed(constraint, other) or rewritten(constraint, one, other)
    if change is not None:
        return change, (change.before_span, change.after_span)
    spans = constraint.span, other.unit.span
    return Change(Kind.CONSTRAINT_REMOVED, "constraint", constraint.text, "", *spans), (spans[0], None)


def removed_statements(side: Outline, taken: range) -> list[Change]:
    """What is gone with a unit that holds constraints, sentence by sentence.

    Args:
        side: The prompt.
        taken: The unit, and behind it the items nested in it, which belong to its last sentence.
    """
    *stated, (text, span) = _statements(side, taken[0])
    said = "\n".join((text, *(side.units[place].text for place in taken[1:])))
    stated.append((said, Span(span.start, side.hull(taken).end)))
    return [Change(Kind.CONSTRAINT_REMOVED, "constraint", said, before_span=span) for said, span in stated]


def _statements(side: Outline, place: int) -> list[tuple[str, Span]]:
    """A unit, cut at its constraints: (text, place), together the whole unit.

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
