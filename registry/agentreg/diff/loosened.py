"""Orders that leave more free than before, whether or not a word of them binds by itself.

"Retry at most twice" under a title that binds nobody, or in a step, is a rule as much as "You must retry at
most twice"; of two constraints, `agentreg.diff.binding` says the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger
from agentreg.diff.looser import is_looser
from agentreg.diff.roots import sense
from agentreg.diff.said import Said, differing, may_order
from agentreg.diff.statement_pairs import Place
from agentreg.model.document import Span


def find_loosened(ledger: Ledger) -> list[Change]:
    """Each order that is no constraint, with the sentence in its place that leaves more free; the reverse."""
    found: list[Change] = []
    steps = [
        {place for step in side.steps for place in range(step.first, step.end)}
        for side in (ledger.before, ledger.after)
    ]
    for pair in ledger.edited.values():
        sides = Place(ledger.before, pair.before), Place(ledger.after, pair.after)
        if all(map(may_order, sides)):
            in_step = pair.before in steps[0] and pair.after in steps[1]
            found += _loosened(*sides, in_step=in_step)
    return found


def _loosened(one: Place, other: Place, *, in_step: bool) -> Iterator[Change]:
    """Each order with the most similar sentence that leaves more free, or less: either is told once."""
    bound = [{constraint.span for constraint in place.constraints} for place in (one, other)]
    gone, came = differing(one, other)
    found: list[tuple[float, tuple[int, ...], Change]] = []
    for place, old in enumerate(gone):
        for there, new in enumerate(came):
            if old.span in bound[0] and new.span in bound[1]:
                continue
            change = _change(old, new)
            if change and (in_step or _are_orders(old, new)):
                # Seen from the other side the same is most similar.
                order = tuple(sorted((place, there)))
                found.append((-change.similarity, order, change))
    spans: tuple[set[Span | None], set[Span | None]] = set(), set()
    for _, _, change in sorted(found, key=lambda one: one[:2]):
        if change.before_span not in spans[0] and change.after_span not in spans[1]:
            spans[0].add(change.before_span)
            spans[1].add(change.after_span)
            yield change


def _change(old: Said, new: Said) -> Change | None:
    # "Resolve it if not given" forbids nothing, and what both deny they forbid.
    is_ban = all(sense(said.text).denials > 0 for said in (old, new))
    way = is_looser(old.text, new.text, is_ban=is_ban)
    if not way:
        return None
    kind = Kind.CONSTRAINT_WEAKENED if way > 0 else Kind.CONSTRAINT_STRENGTHENED
    return Change(kind, "constraint", old.text, new.text, old.span, new.span, alike(old.text, new.text))


def _are_orders(one: Said, other: Said) -> bool:
    from agentreg.formats.orders import is_order

    return is_order(one.text) and is_order(other.text)
