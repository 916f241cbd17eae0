"""The structure area, what is in the sections: all that no other area has told."""

from __future__ import annotations

from itertools import groupby

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.match import Pair
from agentreg.diff.statements import is_statement, removed_statements
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
    return [change for run in take_runs(lone, sorted(lone.places)) for change in _removed(lone.side, run)]


def take_runs(lone: Lone, places: list[int]) -> list[range]:
    """Take units that have no counterpart, with what is nested in them; neighbours that go on are one run."""
    runs: list[range] = []
    for place in places:
        taken = lone.take_nested(place)
        if runs and _goes_on(lone.side, runs[-1], taken):
            runs[-1] = range(runs[-1].start, taken.stop)
        elif taken:
            runs.append(taken)
    return runs


def _goes_on(side: Outline, run: range, taken: range) -> bool:
    """Whether neighbours say more of the same; each constraint is told on its own."""
    if not taken or run.stop != taken.start:
        return False
    one, other = side.units[run[0]], side.units[taken[0]]
    plain = not side.constraints[run[0]] and not side.constraints[taken[0]]
    return plain and (one.kind, one.section) == (other.kind, other.section)


def _removed(side: Outline, taken: range) -> list[Change]:
    unit = side.units[taken[0]]
    if unit.kind is BlockKind.RULE:
        return [Change(Kind.REFORMATTED, name(side, taken), before_span=side.hull(taken))]
    if side.constraints[taken[0]]:
        return removed_statements(side, taken)
    subject = name(side, taken)
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
    sides = (ledger.before, before), (ledger.after, after)
    if all(is_statement(side, place) for side, places in sides for place in places):
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
    subject = both(name(ledger.before, before), name(ledger.after, after))
    spans = ledger.before.hull(before), ledger.after.hull(after)
    return Change(kind, subject, *texts, *spans, alike(*texts))


def name(side: Outline, run: range) -> str:
    """How neighbouring units are called in a report: what they are, and the section that holds them."""
    units = [side.units[place] for place in run]
    word = _WORDS[units[0].kind]
    # Items nested in others are a part of these.
    count = sum(unit.kind is units[0].kind and unit.depth <= units[0].depth for unit in units)
    if count > 1:
        word = f"{count} {word}s" if word != "markup" else word
    return side.placed(word, units[0].section)
