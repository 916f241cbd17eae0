"""Output paths and references: what a prompt names that it did not name, and what it names no longer.

One that took the place of another is told wherever it stands.
One that came or went is told only when the other prompt names it nowhere: to move it, or to say it once more,
changes nothing of what is named.
In a text that came or went as a whole only output paths, imports and addresses are told beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain
from os.path import commonprefix
from typing import NamedTuple

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Lone, both
from agentreg.diff.match import Pair
from agentreg.diff.mentions import Mention, Mentions, Sort, host_of, read_mentions
from agentreg.diff.pointers import pointer, says_only
from agentreg.diff.steps import alike
from agentreg.diff.swaps import Swaps, find_swaps
from agentreg.model.document import Span

_ALWAYS = frozenset((Sort.OUTPUT, Sort.IMPORT, Sort.URL))
# More of one sort in one place are one change.
MOST_APART = 3

_REMOVED = {
    Sort.OUTPUT: Kind.OUTPUT_PATH_REMOVED,
    Sort.IMPORT: Kind.IMPORT_REMOVED,
    Sort.URL: Kind.URL_REMOVED,
}


class _Left(NamedTuple):
    """A name without a counterpart in the unit on the other side.

    Attributes:
        mention: The name.
        other: The unit on the other side.
        point: Where in that unit the name is missing; None when it cannot be said.
    """

    mention: Mention
    other: Span
    point: Span | None


class _Fact(NamedTuple):
    """A name that went, to be told alone or with others of its group."""

    mention: Mention
    span: Span
    other: Span | None
    group: Hashable
    most_apart: int = MOST_APART


class _Found(NamedTuple):
    """What one prompt names and the other does not, and the parts of units that this tells."""

    facts: list[_Fact]
    parts: list[tuple[Span, Span | None]]


def compare_mentions(ledger: Ledger) -> list[Change]:
    """Tell what became of the names of files, imports, addresses, tools and agents."""
    sides = read_mentions(ledger.before), read_mentions(ledger.after)
    changes: list[Change] = []
    left: tuple[list[_Left], list[_Left]] = ([], [])
    for pair in list(ledger.edited.values()):
        old, new = sides[0].by_place.get(pair.before, ()), sides[1].by_place.get(pair.after, ())
        if (old or new) and not ledger.before.units[pair.before].is_title:
            swaps = find_swaps((ledger.before, ledger.after), old, new)
            changes += _changed(ledger, swaps)
            changes += _respelt(ledger, pair, swaps)
            for waiting, found in zip(left, _left(ledger, pair, swaps), strict=True):
                waiting.extend(found)
    gone = _gone(ledger.lone[0], sides, left[0])
    new_ones = _gone(ledger.lone[1], sides[::-1], left[1])
    ledger.tell(chain(gone.parts, (part[::-1] for part in new_ones.parts)))
    return [*changes, *_removals(gone.facts), *map(mirror, _removals(new_ones.facts))]


def _changed(ledger: Ledger, swaps: Swaps) -> list[Change]:
    groups: dict[Sort, list[tuple[Mention, Mention]]] = defaultdict(list)
    for old, new in swaps.changed:
        groups[old.sort].append((old, new))
    ledger.tell((old.span, new.span) for old, new in swaps.changed)
    changes = []
    for sort, pairs in groups.items():
        kind = Kind.OUTPUT_PATH_CHANGED if sort is Sort.OUTPUT else Kind.REFERENCE_CHANGED
        for run in [pairs] if len(pairs) > MOST_APART else [[pair] for pair in pairs]:
            texts = _targets(old for old, _ in run), _targets(new for _, new in run)
            named = both(*(f"{sort} {text}" for text in texts))
            subject = named if len(run) == 1 else _many(sort, len(run))
            spans = _hull(old.span for old, _ in run), _hull(new.span for _, new in run)
            changes.append(Change(kind, subject, *texts, *spans, alike(*texts)))
    return changes


def _respelt(ledger: Ledger, pair: Pair, swaps: Swaps) -> list[Change]:
    """An address in angle brackets or without, a path with a slash at its end or without: that is form."""
    if swaps.changed or swaps.gone or swaps.new:
        return []
    if not any(_written(ledger, old, new) for old, new in swaps.same):
        return []
    ledger.tell((old.span, new.span) for old, new in swaps.same)
    if pair.before in ledger.edited:
        return []
    spans = ledger.before.units[pair.before].span, ledger.after.units[pair.after].span
    return [Change(Kind.REFORMATTED, "text", "", "", *spans, 1.0)]


def _written(ledger: Ledger, old: Mention, new: Mention) -> bool:
    """Whether two names of one thing are written in another way."""
    one, other = (
        side.text[max(0, mention.span.start - 1) : mention.span.end + 1]
        for side, mention in ((ledger.before, old), (ledger.after, new))
    )
    return one.split() != other.split()


def _left(ledger: Ledger, pair: Pair, swaps: Swaps) -> tuple[Iterator[_Left], Iterator[_Left]]:
    one, other = ledger.before.units[pair.before].span, ledger.after.units[pair.after].span
    points = _points((ledger.before.text, ledger.after.text), one, other)
    return (
        (_Left(mention, other, points[1]) for mention in swaps.gone),
        (_Left(mention, one, points[0]) for mention in swaps.new),
    )


def _points(texts: tuple[str, str], before: Span, after: Span) -> tuple[Span | None, Span | None]:
    """The last blank in both units up to where they begin to differ: there one lacks what the other has."""
    one, other = before.of(texts[0]), after.of(texts[1])
    blank = one.rfind(" ", 1, len(commonprefix((one, other))))  # noqa: RUF071 - of characters, as it does
    if blank < 0:
        return None, None
    points = before.start + blank, after.start + blank
    return Span(points[0], points[0]), Span(points[1], points[1])


def _gone(lone: Lone, sides: tuple[Mentions, ...], left: list[_Left]) -> _Found:
    found = _Found([], [])
    named = set(sides[1].keys)
    for mention, other, point in left:
        if (mention.sort, mention.key) not in named:
            named.add((mention.sort, mention.key))
            span = pointer(lone.side, mention)
            found.facts.append(_Fact(mention, span, other, (mention.sort, mention.place)))
            found.parts.append((span, point))
    carried = _carried(lone)
    for place in sorted(lone.places.intersection(sides[0].by_place)):
        mentions = [at for at in sides[0].by_place[place] if (at.sort, at.key) not in named]
        unit = lone.side.units[place]
        if place not in carried and mentions == sides[0].by_place[place] and says_only(lone.side, mentions):
            found.parts.append((unit.span, None))
            found.facts.extend(_Fact(at, unit.span, None, (at.sort, place)) for at in mentions)
        else:
            mentions = [at for at in mentions if at.sort in _ALWAYS]
            found.facts.extend(_beside(at, unit.section) for at in mentions)
        named.update((mention.sort, mention.key) for mention in mentions)
    return found


def _beside(mention: Mention, section: int) -> _Fact:
    """What is told beside a text that is gone: addresses by their hosts."""
    if mention.sort is Sort.URL:
        return _Fact(mention, mention.span, None, (mention.sort, host_of(mention.target)), 1)
    return _Fact(mention, mention.span, None, (mention.sort, "section", section))


def _carried(lone: Lone) -> set[int]:
    """The units that are gone with a whole section or step, which tells them."""
    side, carried = lone.side, set[int]()
    for place in lone.places:
        unit = side.units[place]
        if unit.is_title:
            carried.update(side.range_of(side.prompt.sections[unit.section].span))
    for step in side.steps:
        if step.first in lone.places:
            carried.update(range(step.first, step.end))
    return carried


def _removals(facts: list[_Fact]) -> Iterator[Change]:
    groups: dict[Hashable, list[_Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.group].append(fact)
    for group in groups.values():
        if len(group) > group[0].most_apart:
            yield _removal(group)
        else:
            yield from (_removal([fact]) for fact in group)


def _removal(group: list[_Fact]) -> Change:
    sort = group[0].mention.sort
    text = _targets(fact.mention for fact in group)
    kind = _REMOVED.get(sort, Kind.REFERENCE_REMOVED)
    subject = f"{sort} {text}" if len(group) == 1 else _many(sort, len(group))
    if sort is Sort.URL and len(group) > 1:
        subject += f" at {host_of(group[0].mention.target)}"
    places = {fact.mention.place for fact in group}
    span = _hull(fact.span for fact in group) if len(places) == 1 else group[0].span
    return Change(kind, subject, before=text, before_span=span, after_span=group[0].other)


def _targets(mentions: Iterable[Mention]) -> str:
    return "\n".join(mention.target for mention in mentions)


def _many(sort: Sort, count: int) -> str:
    return f"{count} {sort}s"


def _hull(spans: Iterable[Span]) -> Span:
    starts, ends = zip(*spans, strict=True)
    return Span(min(starts), max(ends))
