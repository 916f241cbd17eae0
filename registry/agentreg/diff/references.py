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
from os.path import commonprefix

from agentreg.diff.changes import Change, mirror
from agentreg.diff.kinds import Kind
from agentreg.diff.ledger import Ledger, Part, both
from agentreg.diff.lone_names import MOST_APART, Gone, find_lone, hull, many, must_be_told, removals
from agentreg.diff.match import Pair
from agentreg.diff.mentions import Mention, Sort, read_mentions
from agentreg.diff.parts import Parts
from agentreg.diff.pointers import pointer
from agentreg.diff.steps import alike
from agentreg.diff.swaps import Swaps, find_swaps
from agentreg.diff.units import Outline
from agentreg.model.document import Span

# What each prompt may no longer tell as gone: what the other one names, and what was told.
_Named = tuple[set[tuple[Sort, str]], set[tuple[Sort, str]]]


def compare_mentions(ledger: Ledger) -> list[Change]:
    """Tell what became of the names of files, imports, addresses, tools and agents."""
    sides = read_mentions(ledger.before), read_mentions(ledger.after)
    named = set(sides[1].keys), set(sides[0].keys)
    gone: tuple[list[Gone], list[Gone]] = ([], [])
    changes: list[Change] = []
    for pair in list(ledger.edited.values()):
        old, new = sides[0].by_place.get(pair.before, ()), sides[1].by_place.get(pair.after, ())
        if (old or new) and not ledger.before.units[pair.before].is_title:
            swaps = find_swaps((ledger.before, ledger.after), old, new)
            changes += [*_changed(ledger, swaps), *_respelt(ledger, pair, swaps)]
            for side, lost in zip(gone, _compare_unit(ledger, pair, swaps=swaps, named=named), strict=True):
                side.extend(lost)
    lone, whole = find_lone(ledger.lone[0], sides[0], named[0])
    ledger.tell((span, None) for span in whole)
    gone[0].extend(lone)
    lone, whole = find_lone(ledger.lone[1], sides[1], named[1])
    ledger.tell((None, span) for span in whole)
    gone[1].extend(lone)
    return [*changes, *removals(gone[0]), *map(mirror, removals(gone[1]))]


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
    ledger: Ledger, pair: Pair, *, swaps: Swaps, named: _Named
) -> tuple[list[Gone], list[Gone]]:
    """The names that only the unit before has, and those that only the unit after has."""
    units = ledger.before.units[pair.before].span, ledger.after.units[pair.after].span
    lost = (
        [_gone(ledger.before, mention, units[1]) for mention in _unnamed(swaps.gone, named[0])],
        [_gone(ledger.after, mention, units[0]) for mention in _unnamed(swaps.new, named[1])],
    )
    if not _say_all(ledger, pair, [*_spans(swaps), *_parts(lost, (None, None))]):
        lost = _to_be_told(lost[0]), _to_be_told(lost[1])
    if any(lost):
        ledger.tell(_parts(lost, _points((ledger.before.text, ledger.after.text), *units)))
    for told, side in zip(lost, named, strict=True):
        side.update((gone.mention.sort, gone.mention.key) for gone in told)
    return lost


def _unnamed(mentions: list[Mention], named: set[tuple[Sort, str]]) -> Iterator[Mention]:
    """The first mention of each name that is not among the named ones."""
    seen = dict.fromkeys((mention.sort, mention.key) for mention in mentions)
    for mention in mentions:
        key = mention.sort, mention.key
        if key in seen and key not in named:
            del seen[key]
            yield mention


def _gone(side: Outline, mention: Mention, other: Span) -> Gone:
    return Gone(mention, pointer(side, mention), other, (mention.sort, mention.place))


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
