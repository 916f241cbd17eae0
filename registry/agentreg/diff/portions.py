"""The workflow area, steps in other portions: one that became several, several that became one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, groupby

from agentreg.diff.changes import Change, mirror
from agentreg.diff.growth import told_words
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike, matching
from agentreg.diff.ledger import Ledger
from agentreg.diff.restated import loose_steps
from agentreg.diff.statements import compare_inside
from agentreg.diff.steps import name
from agentreg.diff.units import Outline, StepUnits
from agentreg.records import NamedTuple

# The share of a step's words that its portions say again, and of a portion's words that the step said.
COVERED = 0.75
OWED = 0.5
# A shorter step has its words anywhere.
LEAST_WORDS = 4
# Where more was rewritten, no portions are looked for.
MOST_STEPS = 40

Steps = tuple[StepUnits, ...]


class _Split(NamedTuple):
    """A step of one prompt, and the neighbours in the other that say the same together."""

    whole: StepUnits
    portions: Steps


class _Sides(NamedTuple):
    """A change as seen from one side: the prompt of the wholes, and that of the portions."""

    whole: Outline
    portions: Outline


def compare_portions(ledger: Ledger) -> list[Change]:
    """Tell the steps that were split or merged."""
    loose = loose_steps(ledger)
    if not any(loose) or len(loose[0]) + len(loose[1]) > MOST_STEPS:
        return []
    became = {old: new for old, new, pair in ledger.step_pairs() if pair.before in ledger.edited}
    came = {new: old for old, new in became.items()}
    splits = list(_splits(ledger.after, loose[1], {**dict.fromkeys(loose[0]), **became}))
    merges = list(_splits(ledger.before, loose[0], {**dict.fromkeys(loose[1]), **came}))
    changes: list[Change] = []
    for split in splits:
        if not _overlaps(split, merges):
            changes += _bound(ledger, (split.whole,), split.portions)
            changes.append(_told(_Sides(ledger.before, ledger.after), split))
    for merge in merges:
        if not _overlaps(merge, splits):
            changes += _bound(ledger, merge.portions, (merge.whole,))
            told = mirror(_told(_Sides(ledger.after, ledger.before), merge))
            changes.append(told._replace(subject=_names(merge)[1]))
    return changes


def _bound(ledger: Ledger, before: Steps, after: Steps) -> list[Change]:
    """Take the units, and tell what they no longer demand, or demand otherwise."""
    inside = _units(before), _units(after)
    found = compare_inside(ledger, *inside)
    ledger.take_within(*inside)
    return found


def _splits(
    side: Outline, loose: list[StepUnits], wholes: dict[StepUnits, StepUnits | None]
) -> Iterator[_Split]:
    """The steps that became several.

    Args:
        side: The prompt of the portions.
        loose: Its steps that came from none.
        wholes: The steps of the other prompt that are not as they were, each with the one it became.
    """
    free = set(loose)
    for whole, rest in wholes.items():
        words = told_words(whole.step.text)
        runs = _runs(side, free | {rest} if rest else free) if len(words) >= LEAST_WORDS else ()
        for run in runs:
            portions = _portions(words, run) if rest is None or rest in run else ()
            if len(portions) > 1 and (rest is None or rest in portions):
                free.difference_update(portions)
                yield _Split(whole, portions)
                break


def _runs(side: Outline, among: set[StepUnits]) -> Iterator[Steps]:
    """Neighbouring steps of one workflow."""
    for steps in side.workflows:
        for inside, run in groupby(steps, key=among.__contains__):
            if inside:
                yield tuple(run)


def _portions(words: list[str], run: Steps) -> Steps:
    """Those neighbours of a run that say what a step said; none when they leave out too much of it."""
    while run:
        said = [told_words(step.step.text) for step in run]
        shared = _shared(words, said)
        owed = [count >= OWED * len(portion) for count, portion in zip(shared, said, strict=True)]
        if not owed[0]:
            run = run[1:]
        elif not owed[-1]:
            run = run[:-1]
        else:
            return run if all(owed) and sum(shared) >= COVERED * len(words) else ()
    return ()


def _shared(words: list[str], said: list[list[str]]) -> list[int]:
    """How many of the words each portion says, all portions read in a row."""
    ends = list(accumulate(map(len, said)))
    shared = [0] * len(said)
    for _, place in matching(words, [word for portion in said for word in portion]):
        shared[bisect_right(ends, place)] += 1
    return shared


def _overlaps(split: _Split, others: list[_Split]) -> bool:
    """Whether a step is a portion here and a whole there: then it is neither."""
    return any(other.whole in split.portions or split.whole in other.portions for other in others)


def _units(steps: Steps) -> range:
    return range(steps[0].first, steps[-1].end)


def _told(sides: _Sides, split: _Split) -> Change:
    texts = split.whole.step.text, "\n".join(step.step.text for step in split.portions)
    spans = sides.whole.hull(_units((split.whole,))), sides.portions.hull(_units(split.portions))
    return Change(Kind.STEP_SPLIT, _names(split)[0], *texts, *spans, alike(*texts))


def _names(split: _Split) -> tuple[str, str]:
    """What is split, and what is merged when read the other way round."""
    one = name(split.whole)
    several = f"steps {split.portions[0].step.number} to {split.portions[-1].step.number}"
    return f"{one} -> {several}", f"{several} -> {one}"
