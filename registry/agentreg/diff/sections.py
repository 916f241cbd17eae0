"""The structure area, its sections: added, removed, renamed, moved."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.match import Pair


def compare_sections(ledger: Ledger) -> list[Change]:
    """Tell what happened to whole sections; a section that is itself a workflow step is left to the steps."""
    return [
        *ledger.told_alone(_gone),
        *_moved(ledger),
        *_renamed(ledger),
    ]


def _gone(lone: Lone) -> list[Change]:
    side = lone.side
    steps = {step.first for step in side.steps}
    changes = []
    for place, unit in enumerate(side.units):
        if unit.is_title and place in lone.places and place not in steps:
            section = side.prompt.sections[unit.section]
            taken = lone.take(range(place, side.range_of(section.span).stop))
            text = "\n".join(side.units[inside].text for inside in taken[1:])
            subject = f"section {section.title}"
            changes.append(Change(Kind.SECTION_REMOVED, subject, before=text, before_span=side.hull(taken)))
    return changes


def _moved(ledger: Ledger) -> list[Change]:
    steps = {pair.before for _, _, pair in ledger.step_pairs()}
    titles = {unit.section: place for place, unit in enumerate(ledger.before.units) if unit.is_title}
    return [
        _move(ledger, ledger.partner[titles[one]])
        for one in sorted(ledger.moved_sections)
        if one in titles and titles[one] in ledger.partner and titles[one] not in steps
    ]


def _move(ledger: Ledger, title: Pair) -> Change:
    """A section may end where no heading says so: what it did not take along was not part of it."""
    old, new = (
        side.prompt.sections[side.units[place].section]
        for side, place in ((ledger.before, title.before), (ledger.after, title.after))
    )
    inside = ledger.before.range_of(old.span), ledger.after.range_of(new.span)
    pairs = (ledger.partner[place] for place in inside[0] if place in ledger.partner)
    taken = [pair for pair in pairs if pair.after in inside[1]]
    spans = (
        ledger.before.hull(range(title.before, max(pair.before for pair in taken) + 1)),
        ledger.after.hull(range(title.after, max(pair.after for pair in taken) + 1)),
    )
    subject = both(f"section {old.title}", f"section {new.title}")
    return Change(Kind.SECTION_MOVED, subject, old.title, new.title, *spans, 1.0)


def _renamed(ledger: Ledger) -> list[Change]:
    steps = {pair.before for _, _, pair in ledger.step_pairs()}
    changes = []
    for pair in list(ledger.edited.values()):
        old, new = ledger.before.units[pair.before], ledger.after.units[pair.after]
        if old.is_title and new.is_title and pair.before not in steps:
            del ledger.edited[pair.before]
            subject = both(f"section {old.text}", f"section {new.text}")
            changes.append(
                Change(Kind.SECTION_RENAMED, subject, old.text, new.text, old.span, new.span, pair.similarity)
            )
    return changes
