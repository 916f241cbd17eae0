"""The structure area, what is in the sections: all that no other area has told."""

from __future__ import annotations

from itertools import groupby

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.match import Pair
from agentreg.diff.statements import is_statement, statements_of
from agentreg.diff.steps import alike
from agentreg.diff.units import Outline
from agentreg.model.prompt import BlockKind

_WORDS = {
    BlockKind.HEADING: "heading",
    BlockKind.PARAGRAPH: "paragraph",
    BlockKind.ITEM: "item",
    BlockKind.FENCE: "code block",
    BlockKind.TABLE: "table",
    BlockKind.HTML: "markup",
    BlockKind.RULE: "rule",
}


def compare_contents(ledger: Ledger) -> list[Change]:
    """Tell the rest, unit by unit: what moved, what was edited, what is gone, what is new."""
    return [*_moved(ledger), *_edited(ledger), *ledger.told_alone(_gone)]


def _gone(lone: Lone) -> list[Change]:
    changes = []
    for place in sorted(lone.places):
        changes += _removed(lone.side, with_nested(lone.side, place, lone.places))
    return changes


def with_nested(side: Outline, place: int, still: set[int]) -> range:
    """A unit and the items nested in it that share its fate; empty when it was taken with another."""
    if place not in still:
        return range(0)
    end = place + 1
    unit = side.units[place]
    while (
        unit.kind is BlockKind.ITEM
        and end in still
        and side.units[end].kind is BlockKind.ITEM
        and side.units[end].depth > unit.depth
        and not side.constraints[end]
    ):
        end += 1
    still.difference_update(range(place, end))
    return range(place, end)


def _removed(side: Outline, taken: range) -> list[Change]:
    if not taken:
        return []
    place, subject = taken[0], name(side, taken[0])
    if side.units[place].kind is BlockKind.RULE:
        return [Change(Kind.REFORMATTED, subject, before_span=side.units[place].span)]
    if side.constraints[place] and len(taken) == 1:
        return [
            Change(Kind.CONSTRAINT_REMOVED, "constraint", before=text, before_span=span)
            for text, span in statements_of(side, place)
        ]
    return [Change(Kind.CONTENT_REMOVED, subject, before=text_of(side, taken), before_span=side.hull(taken))]


def text_of(side: Outline, taken: range) -> str:
    """What neighbouring units say, line by line."""
    return "\n".join(side.units[place].text for place in taken)


def _moved(ledger: Ledger) -> list[Change]:
    """Neighbours that moved together are one move."""
    pairs = sorted(ledger.moved.values())
    groups = groupby(enumerate(pairs), lambda at: (at[1].before - at[0], at[1].after - at[0]))
    changes = []
    for _, group in groups:
        run = [pair for _, pair in group]
        before = range(run[0].before, run[-1].before + 1)
        after = range(run[0].after, run[-1].after + 1)
        ledger.take_within(before, after)
        changes.append(_move(ledger, before, after))
    return changes


def _move(ledger: Ledger, before: range, after: range) -> Change:
    moved = _change(Kind.CONTENT_MOVED, ledger, before, after)
    if all(is_statement(ledger.before, place) for place in before):
        return moved._replace(kind=Kind.CONSTRAINT_MOVED, subject="constraint")
    return moved


def _edited(ledger: Ledger) -> list[Change]:
    pairs = sorted(ledger.edited.values())
    ledger.edited.clear()
    return [_change(_kind(ledger, pair), ledger, *_ranges(pair)) for pair in pairs]


def _kind(ledger: Ledger, pair: Pair) -> Kind:
    one, other = ledger.before.units[pair.before], ledger.after.units[pair.after]
    return Kind.REFORMATTED if one.kind is other.kind is BlockKind.RULE else Kind.CONTENT_EDITED


def _ranges(pair: Pair) -> tuple[range, range]:
    return range(pair.before, pair.before + 1), range(pair.after, pair.after + 1)


def _change(kind: Kind, ledger: Ledger, before: range, after: range) -> Change:
    texts = text_of(ledger.before, before), text_of(ledger.after, after)
    subject = both(name(ledger.before, before[0]), name(ledger.after, after[0]))
    spans = ledger.before.hull(before), ledger.after.hull(after)
    return Change(kind, subject, *texts, *spans, alike(*texts))


def name(side: Outline, place: int) -> str:
    """How a unit is called in a report: what it is, and the section that holds it."""
    unit = side.units[place]
    word = _WORDS[unit.kind]
    return f"{word} in {side.prompt.sections[unit.section].title}" if unit.section >= 0 else word
