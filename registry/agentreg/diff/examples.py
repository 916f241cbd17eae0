"""Examples of use: which were added, removed or changed, in a routing text and in the prompt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.pairing import pair_texts
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.prompt import Example
from agentreg.records import NamedTuple

# All examples are dialogues of one form and share words by that alone (percent of the characters).
SAME_EXAMPLE = 65.0
_TAG = pattern(r"</?[a-z][\w-]{0,40}>", re.IGNORECASE)


class Shown(NamedTuple):
    """An example as it is compared.

    Attributes:
        name: How a report calls it.
        text: What it says, without wrapping.
        span: Where it is in the file.
    """

    name: str
    text: str
    span: Span


class Fate(NamedTuple):
    """What became of an example; None on the side where it is not."""

    before: Shown | None
    after: Shown | None


def said(example: Example) -> str:
    r"""What an example says, without wrapping, beside tags too; unquoted, `\n` stands for a line end."""
    return " ".join(_TAG.sub(r" \g<0> ", example.text.replace("\\n", " ")).split())


def compare_examples(before: Sequence[Shown], after: Sequence[Shown]) -> list[Fate]:
    """Match examples by what they say, in any order; the fates of all, of the unchanged ones as well."""
    found = pair_texts([one.text for one in before], [one.text for one in after], least=SAME_EXAMPLE)
    kept = {match.before for match in found}, {match.after for match in found}
    pairs = [Fate(before[match.before], after[match.after]) for match in found]
    gone = [Fate(one, None) for place, one in enumerate(before) if place not in kept[0]]
    return pairs + gone + [Fate(None, one) for place, one in enumerate(after) if place not in kept[1]]


def told(fate: Fate) -> Change | None:
    """The change that an example's fate is; None when it says the same."""
    match fate:
        case Fate(Shown() as old, Shown() as new):
            if old.text == new.text:
                return None
            spans, share = (old.span, new.span), alike(old.text, new.text)
            return Change(Kind.EXAMPLE_CHANGED, both(old.name, new.name), old.text, new.text, *spans, share)
        case Fate(Shown() as old, None):
            return Change(Kind.EXAMPLE_REMOVED, old.name, before=old.text, before_span=old.span)
        case Fate(None, Shown() as new):
            return Change(Kind.EXAMPLE_ADDED, new.name, after=new.text, after_span=new.span)
    return None


def compare_prompt_examples(ledger: Ledger) -> list[Change]:
    """Tell the examples in the prompt; those in a section that is itself new or gone are left to that."""
    sides = [_shown(lone) for lone in ledger.lone]
    changes = []
    for fate in compare_examples(*sides) if any(sides) else ():
        before, after = (
            lone.side.range_of(shown.span) if shown else range(0)
            for lone, shown in zip(ledger.lone, fate, strict=True)
        )
        if ledger.differs_within(before, after) or None in fate:
            # The lines around the dialogues are alike, so they may be matched crosswise.
            ledger.take_within(before, after)
            changes.append(told(fate))
    return [change for change in changes if change]


def _shown(lone: Lone) -> list[Shown]:
    """The examples of a prompt that consist of whole units."""
    side = lone.side
    found: list[Shown] = []
    for example in side.prompt.examples:
        inside = side.range_of(example.span)
        if not inside or (inside.start and side.units[inside.start - 1].span.end > example.span.start):
            continue
        if side.hull(inside).end <= example.span.end and not _section_is_lone(lone, inside.start):
            found.append(Shown(f"example {len(found) + 1} of the prompt", said(example), example.span))
    return found


def _section_is_lone(lone: Lone, place: int) -> bool:
    sections, section = lone.side.prompt.sections, lone.side.units[place].section
    titles = {lone.side.units[one].section for one in lone.places if lone.side.units[one].is_title}
    while section >= 0 and section not in titles:
        section = sections[section].parent
    return section >= 0
