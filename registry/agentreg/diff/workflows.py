"""The workflow area, whole workflows: added, removed, put in another order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from agentreg.diff.align import in_order
from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.match import Pair
from agentreg.diff.units import Outline, StepUnits
from agentreg.records import NamedTuple

# With fewer steps out of place, or less than half of them, each is told as moved.
LEAST_MOVED = 3

Steps = tuple[StepUnits, ...]


def compare_workflows(ledger: Ledger) -> list[Change]:
    """Tell what happened to workflows as wholes; what happened to single steps of theirs is left."""
    stood = _stood(ledger)
    gone, new = (_gone(*seen) for seen in zip(ledger.lone, stood, strict=True))
    return [*gone, *map(mirror, new), *_reordered(ledger)]


def lone_workflows(lone: Lone) -> Iterator[Steps]:
    """The workflows of which no step has a counterpart, without what stands inside such a step."""
    gone = [step for step in lone.side.steps if step.first in lone.places]
    for steps in lone.side.workflows:
        nested = any(step.first < steps[0].first < step.end for step in gone)
        if len(steps) > 1 and not nested and all(step.first in lone.places for step in steps):
            yield steps


class _Stood(NamedTuple):
    """Where what one prompt says stands in the other.

    Attributes:
        units: The section there of each unit that kept its place among the others.
        sections: What became of each section.
    """

    units: dict[int, int]
    sections: dict[int, int]


def _stood(ledger: Ledger) -> tuple[_Stood, _Stood]:
    kept = [pair for pair in ledger.matching.pairs if not pair.moved]
    became = ledger.matching.sections
    return (
        _Stood({pair.before: ledger.after.units[pair.after].section for pair in kept}, became),
        _Stood(
            {pair.after: ledger.before.units[pair.before].section for pair in kept},
            {other: one for one, other in became.items()},
        ),
    )


def _stays(side: Outline, steps: Steps, stood: _Stood) -> bool:
    """Whether only titles of a workflow are gone, and what each step says below its own stands as it did."""
    around = stood.sections.get(holder(side, steps))

    def is_there(place: int) -> bool:
        section = stood.units.get(place)
        return section is not None and section in (around, stood.sections.get(side.units[place].section))

    inside = [range(step.first, step.end) for step in steps]
    said = [[place for place in places if not side.units[place].is_title] for places in inside]
    return all(said) and all(is_there(place) for places in said for place in places)


def _gone(lone: Lone, stood: _Stood) -> list[Change]:
    """The workflows that are gone; with an empty text where all that is gone of one are its titles."""
    changes = []
    for steps in lone_workflows(lone):
        inside = range(steps[0].first, steps[-1].end)
        taken = [place for place in inside if place in lone.places]
        lone.places.difference_update(taken)
        # What stayed between the steps is no part of what went.
        span = lone.side.hull(range(taken[0], taken[-1] + 1))
        text = "" if _stays(lone.side, steps, stood) else "\n".join(step.step.text for step in steps)
        changes.append(Change(Kind.WORKFLOW_REMOVED, name(lone.side, steps), text, before_span=span))
    return changes


def _reordered(ledger: Ledger) -> list[Change]:
    changes = []
    for (before, after), kept in _counterparts(ledger).items():
        moved = [(old, new) for old, new, pair in kept if is_moved(ledger, old, pair)]
        kind = _order_change(kept, len(moved))
        if kind is not None:
            sides = ledger.before.workflows[before], ledger.after.workflows[after]
            changes.append(_change(kind, ledger, *sides))
            for old, new in moved:
                _stay(ledger, old, new)
    return changes


def _order_change(kept: list[tuple[StepUnits, StepUnits, Pair]], moved: int) -> Kind | None:
    """What became of the order of steps; None where each is to be told by itself."""
    places = [new.first for _, new, _ in sorted(kept, key=lambda step: step[0].first)]
    displaced = len(places) - len(in_order(places))
    if displaced >= LEAST_MOVED and displaced * 2 >= len(kept):
        return Kind.WORKFLOW_REORDERED
    # All of them went elsewhere together.
    return Kind.STEP_MOVED if not displaced and moved == len(kept) > 1 else None


def _counterparts(ledger: Ledger) -> dict[tuple[int, int], list[tuple[StepUnits, StepUnits, Pair]]]:
    """The workflows of which all steps that stayed are in one workflow of the other prompt, with those."""
    places_of = homes(ledger.before), homes(ledger.after)
    shared = defaultdict(list)
    for old, new, pair in ledger.step_pairs():
        shared[places_of[0][old], places_of[1][new]].append((old, new, pair))
    met = Counter(one for one, _ in shared), Counter(other for _, other in shared)
    return {
        places: kept for places, kept in sorted(shared.items()) if met[0][places[0]] == met[1][places[1]] == 1
    }


def is_moved(ledger: Ledger, step: StepUnits, pair: Pair) -> bool:
    """Whether a step changed its place, as an item or as a section of its own."""
    unit = ledger.before.units[step.first]
    return pair.before in ledger.moved or (unit.is_title and unit.section in ledger.moved_sections)


def homes(side: Outline) -> dict[StepUnits, int]:
    """The workflow of each step, by its place among all."""
    return {step: place for place, steps in enumerate(side.workflows) for step in steps}


def _change(kind: Kind, ledger: Ledger, before: Steps, after: Steps) -> Change:
    subject = both(name(ledger.before, before), name(ledger.after, after))
    spans = (
        ledger.before.hull(range(before[0].first, before[-1].end)),
        ledger.after.hull(range(after[0].first, after[-1].end)),
    )
    return Change(kind, subject, _titles(before), _titles(after), *spans, 1.0)


def _titles(steps: Steps) -> str:
    return "\n".join(step.step.title for step in steps)


def _stay(ledger: Ledger, old: StepUnits, new: StepUnits) -> None:
    """Of a step that moved with its workflow only what else became of it is left to be told."""
    for place in range(old.first, old.end):
        pair = ledger.partner.get(place)
        if pair is not None and pair.after in range(new.first, new.end):
            ledger.moved.pop(place, None)
    unit = ledger.before.units[old.first]
    if unit.is_title:
        ledger.moved_sections.discard(unit.section)


def name(side: Outline, steps: Steps) -> str:
    """How a workflow is called in a report: by the section that holds it."""
    return side.placed("workflow", holder(side, steps))


def holder(side: Outline, steps: Steps) -> int:
    """The section that holds a workflow, -1 for none; steps may be sections themselves."""
    unit = side.units[steps[0].first]
    section = unit.section
    return side.prompt.sections[section].parent if section >= 0 and unit.is_title else section
