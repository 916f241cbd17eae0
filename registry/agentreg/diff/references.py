"""Output paths and references: what a prompt names that it did not name, and what it names no longer.

One that took the place of another is told wherever it stands.
One that came or went is told only when the other prompt names it nowhere: to move it, or to say it once more,
changes nothing of what is named.
Where the text around it changed as well, or came or went as a whole, that text is told; beside it only output
paths, imports and addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from os.path import commonprefix

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.lcs import alike
from agentreg.diff.ledger import Ledger, Lone, Part, both
from agentreg.diff.lone_names import MOST_APART, Gone, find_lone, hull, many, must_be_told, removals
from agentreg.diff.match import Pair
from agentreg.diff.mentions import Mention, Mentions, Sort, read_mentions
from agentreg.diff.parts import Parts
from agentreg.diff.pointers import commission, pointer
from agentreg.diff.swaps import Swaps, find_swaps
from agentreg.diff.units import Outline
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class _Side(NamedTuple):
    """What one prompt names in the texts that differ.

    Attributes:
        lone: The units without a counterpart.
        mentions: All that the prompt names.
        swapped: The names that another one took the place of.
        left: The names in edited units that have no counterpart there.
    """

    lone: Lone
    mentions: Mentions
    swapped: list[Mention]
    left: list[Mention]


_Fresh = tuple[frozenset[Mention], frozenset[Mention]]


def compare_mentions(ledger: Ledger) -> list[Change]:
    """Tell what became of the names of files, imports, addresses, tools and agents."""
    mentions = read_mentions(ledger.before), read_mentions(ledger.after)
    units = list(_edited(ledger, mentions))
    every = [swaps for _, swaps in units]
    before = _Side(
        ledger.lone[0],
        mentions[0],
        [old for swaps in every for old, _ in swaps.changed],
        [mention for swaps in every for mention in swaps.gone],
    )
    after = _Side(
        ledger.lone[1],
        mentions[1],
        [new for swaps in every for _, new in swaps.changed],
        [mention for swaps in every for mention in swaps.new],
    )
    fresh = _fresh(before, mentions[1]), _fresh(after, mentions[0])
    changes: list[Change] = []
    gone: tuple[list[Gone], list[Gone]] = ([], [])
    for pair, swaps in units:
        changes += [*_changed(ledger, swaps), *_respelt(ledger, pair, swaps)]
        for side, lost in zip(gone, _compare_unit(ledger, pair, swaps=swaps, fresh=fresh), strict=True):
            side.extend(lost)
    lone = find_lone(ledger.lone[0], mentions[0], fresh[0]), find_lone(ledger.lone[1], mentions[1], fresh[1])
    ledger.tell((span, None) for span in lone[0].whole)
    ledger.tell((None, span) for span in lone[1].whole)
    return [
        *changes,
        *removals([*gone[0], *lone[0].names]),
        *map(mirror, removals([*gone[1], *lone[1].names])),
    ]


def _edited(ledger: Ledger, mentions: tuple[Mentions, Mentions]) -> Iterator[tuple[Pair, Swaps]]:
    for pair in ledger.edited.values():
        old, new = mentions[0].by_place.get(pair.before, ()), mentions[1].by_place.get(pair.after, ())
        if (old or new) and not ledger.before.units[pair.before].is_title:
            yield pair, find_swaps((ledger.before, ledger.after), old, new)


def _fresh(side: _Side, other: Mentions) -> frozenset[Mention]:
    """What the other prompt names nowhere and no swap tells: each name once, at its first place."""
    told = {*other.names, *(mention.name for mention in side.swapped)}
    by_place = side.mentions.by_place
    lone = (mention for place in sorted(side.lone.places) for mention in by_place.get(place, ()))
    first: dict[tuple[Sort, str], Mention] = {}
    for mention in chain(sorted(side.left, key=lambda mention: mention.span), lone):
        if mention.name not in told:
            first.setdefault(mention.name, mention)
    return frozenset(first.values())


def _changed(ledger: Ledger, swaps: Swaps) -> list[Change]:
    groups: dict[Sort, list[tuple[Mention, Mention]]] = defaultdict(list)
    for old, new in swaps.changed:
        groups[old.sort].append((old, new))
    ledger.tell(_spans(swaps))
    changes = []
    for sort, pairs in groups.items():
        kind = Kind.OUTPUT_PATH_CHANGED if sort is Sort.OUTPUT else Kind.REFERENCE_CHANGED
        for run in [pairs] if len(pairs) > MOST_APART else [[pair] for pair in pairs]:
            texts = "\n".join(old.target for old, _ in run), "\n".join(new.target for _, new in run)
            subject = both(*(f"{sort} {text}" for text in texts)) if len(run) == 1 else many(sort, len(run))
            spans = hull(old.span for old, _ in run), hull(new.span for _, new in run)
            changes.append(Change(kind, subject, *texts, *spans, alike(*texts)))
    return changes


def _respelt(ledger: Ledger, pair: Pair, swaps: Swaps) -> list[Change]:
    """An address in angle brackets or without, a path with a slash at its end or without: that is form."""
    if swaps.changed or swaps.gone or swaps.new:
        return []
    if all(_as_written(ledger.before, old) == _as_written(ledger.after, new) for old, new in swaps.same):
        return []
    ledger.tell((old.span, new.span) for old, new in swaps.same)
    if pair.before in ledger.edited:
        return []
    spans = ledger.before.units[pair.before].span, ledger.after.units[pair.after].span
    return [Change(Kind.REFORMATTED, "text", "", "", *spans, 1.0)]


def _as_written(side: Outline, mention: Mention) -> str:
    """A name with the marks around it."""
    return side.text[max(0, mention.span.start - 1) : mention.span.end + 1].strip()


def _compare_unit(
    ledger: Ledger, pair: Pair, *, swaps: Swaps, fresh: _Fresh
) -> tuple[list[Gone], list[Gone]]:
    """The names that only the unit before has, and those that only the unit after has."""
    units = ledger.before.units[pair.before].span, ledger.after.units[pair.after].span
    lost = (
        [_gone(ledger.before, mention, units[1]) for mention in swaps.gone if mention in fresh[0]],
        [_gone(ledger.after, mention, units[0]) for mention in swaps.new if mention in fresh[1]],
    )
    commissions = _as_commissions(ledger.before, lost[0]), _as_commissions(ledger.after, lost[1])
    for told in (lost, commissions):
        if any(told) and _say_all(ledger, pair, [*_spans(swaps), *_parts(told, (None, None))]):
            lost = told
            break
    else:
        lost = _to_be_told(lost[0]), _to_be_told(lost[1])
    if any(lost):
        ledger.tell(_parts(lost, _points((ledger.before.text, ledger.after.text), *units)))
    return lost


def _gone(side: Outline, mention: Mention, other: Span) -> Gone:
    return Gone(mention, pointer(side, mention), other, (mention.sort, mention.place))


def _as_commissions(side: Outline, gone: list[Gone]) -> list[Gone]:
    """The names, those of files to be written with the sentences that tell to write them."""
    return [name._replace(span=commission(side, name.mention) or name.span) for name in gone]


def _to_be_told(side: list[Gone]) -> list[Gone]:
    return [gone for gone in side if must_be_told(gone.mention)]


def _spans(swaps: Swaps) -> list[Part]:
    return [(old.span, new.span) for old, new in swaps.changed]


def _parts(lost: tuple[list[Gone], list[Gone]], points: Part) -> list[Part]:
    """What the names tell of a unit; on the other side, where they are missing."""
    return [*((gone.span, points[1]) for gone in lost[0]), *((points[0], gone.span) for gone in lost[1])]


def _say_all(ledger: Ledger, pair: Pair, parts: list[Part]) -> bool:
    """Whether two units differ in nothing but some parts."""
    sides = Parts(ledger.before), Parts(ledger.after)
    for part in parts:
        for side, span in zip(sides, part, strict=True):
            if span is not None:
                side.add(span)
    return sides[0].rest_of(pair.before) == sides[1].rest_of(pair.after)


def _points(texts: tuple[str, str], before: Span, after: Span) -> Part:
    """The last blank in both units up to where they begin to differ: there one lacks what the other has."""
    one, other = before.of(texts[0]), after.of(texts[1])
    blank = one.rfind(" ", 1, len(commonprefix((one, other))))  # noqa: RUF071 - of characters, as it does
    if blank < 0:
        return None, None
    points = before.start + blank, after.start + blank
    return Span(points[0], points[0]), Span(points[1], points[1])
