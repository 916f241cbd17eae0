"""Names that one prompt has and the other has nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Lone
from agentreg.diff.mentions import Mention, Mentions, Sort
from agentreg.diff.pointers import says_only
from agentreg.formats.addresses import host_of, leads_nowhere
from agentreg.model.document import Span
from agentreg.records import NamedTuple

# More of one sort in one place are one change.
MOST_APART = 3

_REMOVED = {
    Sort.OUTPUT: Kind.OUTPUT_PATH_REMOVED,
    Sort.IMPORT: Kind.IMPORT_REMOVED,
    Sort.URL: Kind.URL_REMOVED,
}


class Gone(NamedTuple):
    """A name that went.

    Attributes:
        mention: The name.
        span: Its place, with the words that went along.
        other: The unit on the other side where it stood; None when that is gone as well.
        group: Names with an equal group are told together when they are many.
    """

    mention: Mention
    span: Span
    other: Span | None
    group: Hashable


def must_be_told(mention: Mention) -> bool:
    """Whether a reader must hear of a name even where a whole text came or went."""
    if mention.sort is Sort.URL:
        return not leads_nowhere(mention.target)
    return mention.sort in (Sort.OUTPUT, Sort.IMPORT)


class Found(NamedTuple):
    """The names to be told, and the units that say nothing else and are told with them."""

    names: list[Gone]
    whole: list[Span]


def find_lone(lone: Lone, mentions: Mentions, fresh: frozenset[Mention]) -> Found:
    """The names in units that have no counterpart.

    Args:
        lone: The prompt and these units.
        mentions: What it names.
        fresh: The mentions that may be told.
    """
    found: list[Gone] = []
    whole: list[Span] = []
    carried = _carried(lone)
    run = last = -1
    for place in sorted(lone.places.intersection(mentions.by_place)):
        every = mentions.by_place[place]
        new = [mention for mention in every if mention in fresh]
        unit = lone.side.units[place]
        if place not in carried and new == every and says_only(lone.side, new):
            whole.append(unit.span)
            run, last = run if place == last + 1 else place, place
            found += [Gone(mention, unit.span, None, (mention.sort, run)) for mention in new]
        else:
            new = list(filter(must_be_told, new))
            found += [Gone(mention, mention.span, None, (mention.sort, "", unit.section)) for mention in new]
    return Found(found, whole)


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


def removals(found: Iterable[Gone]) -> Iterator[Change]:
    """Each name as a change; the many of a group as one, and addresses beside a text by their hosts."""
    groups: dict[Hashable, list[Gone]] = defaultdict(list)
    for gone in found:
        groups[gone.group].append(gone)
    for group in groups.values():
        if group[0].mention.sort is Sort.URL and group[0].span == group[0].mention.span:
            yield from _by_host(group)
        elif len(group) > MOST_APART:
            yield _removal(group)
        else:
            yield from (_removal([gone]) for gone in group)


def _by_host(group: list[Gone]) -> Iterator[Change]:
    hosts: dict[str, list[Gone]] = defaultdict(list)
    for gone in group:
        hosts[host_of(gone.mention.target)].append(gone)
    if len(hosts) > MOST_APART:
        yield _removal(group)
    else:
        yield from map(_removal, hosts.values())


def _removal(group: list[Gone]) -> Change:
    """The span is that of the first name where a text tells of each; neighbours are one place."""
    first = group[0]
    text = "\n".join(gone.mention.target for gone in group)
    kind = _REMOVED.get(first.mention.sort, Kind.REFERENCE_REMOVED)
    apart = first.other is None and first.span == first.mention.span
    span = first.span if apart else hull(gone.span for gone in group)
    return Change(kind, _subject(group, text), before=text, before_span=span, after_span=first.other)


def _subject(group: list[Gone], text: str) -> str:
    sort = group[0].mention.sort
    if len(group) == 1:
        return f"{sort} {text}"
    if sort is not Sort.URL:
        return many(sort, len(group))
    hosts = {host_of(gone.mention.target): None for gone in group}
    return f"{many(sort, len(group))} at {next(iter(hosts)) if len(hosts) == 1 else f'{len(hosts)} hosts'}"


def many(sort: Sort, count: int) -> str:
    """How several names are called in a report."""
    return f"{count} {sort}s"


def hull(spans: Iterable[Span]) -> Span:
    """From the first to the last of some spans."""
    starts, ends = zip(*spans, strict=True)
    return Span(min(starts), max(ends))
