"""Lists whose order has no meaning, such as tools: merged as sets, written in the style of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from agentreg.formats.comma_lists import split_entries
from agentreg.merge.arrange import merge_order
from agentreg.merge.entries import Entry
from agentreg.merge.scalars import QUOTES, is_plain, quoted
from agentreg.model.document import Span
from agentreg.model.fields import Listing, Scalar, Style
from agentreg.records import NamedTuple

# Fields whose text is a list separated by commas (Claude Code, formats of other hosts' tools and skills).
_COMMA_FIELDS = frozenset(
    ("tools", "disallowedTools", "disallowed-tools", "allowed-tools", "allowedTools", "skills")
)
_EVERYTHING = frozenset(("*", "all"))
_NOTHING: frozenset[str] = frozenset()


class Unmergeable(Exception):
    """Two edits of one field that do not fit together; the message says why."""


class _Layout(NamedTuple):
    """A list as written: `head + items[0] + gaps[0] + items[1] ... + tail` is its text."""

    head: str
    items: tuple[str, ...]
    gaps: tuple[str, ...]
    tail: str
    quote: str | None
    usual_gap: str


def read_items(entry: Entry) -> tuple[str, ...] | None:
    """The items of a field that is a list of texts, quotes removed; None when it is none."""
    match entry.value:
        case Listing(items=items):
            texts = [item.text for item in items if isinstance(item, Scalar)]
            return tuple(texts) if len(texts) == len(items) else None
        case Scalar(style=Style.PLAIN | Style.SINGLE | Style.DOUBLE) as scalar if entry.key in _COMMA_FIELDS:
            return (
                None if scalar.is_null else tuple(span.of(scalar.text) for span in split_entries(scalar.text))
            )
        case _:
            return None


def tool_key(item: str) -> str:
    """What an item is compared by: VS Code goes on reading the old names of tools that it put into sets."""
    if item[:1].isupper():
        # A name of Claude Code; those of VS Code begin with a small letter.
        return item
    from agentreg.formats.hosts import HOSTS
    from agentreg.model.definition import Host

    known = HOSTS[Host.VSCODE].aliases.get(item.lower(), "")
    return known if "/" in known else item.lower() if "/" in item else item


def merge_items(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Merge three lists as sets: what either side removed goes, what either side added stays.

    A tool that one side only calls by another of its names is called so in the result.

    Args:
        base: The common list.
        ours: Our version, whose order the result has.
        theirs: Their version; its new items stand where it had them.

    Returns:
        The merged items.

    Raises:
        Unmergeable: When both sides changed the grants of one tool or replaced one item, when a side means
            "everything", or when nothing would be left: an empty list says another thing than a shorter one.
    """
    if not (base and ours and theirs):
        raise Unmergeable("a side lists nothing")
    if _EVERYTHING.intersection((*base, *ours, *theirs)):
        raise Unmergeable("a side lists everything")
    was, mine, others = ({tool_key(item): item for item in reversed(side)} for side in (base, ours, theirs))
    keys = [list(map(tool_key, side)) for side in (base, ours, theirs)]
    _refuse_rivals(*keys)
    _refuse_replacements(*keys)
    wanted = (mine.keys() & others.keys()) | ((mine.keys() ^ others.keys()) - was.keys())
    merged = merge_order(wanted, *keys[1:])
    if not merged:
        raise Unmergeable("nothing would be left in the list")
    return tuple(_called(key, was, mine, others) for key in merged)


def _called(key: str, was: Mapping[str, str], mine: Mapping[str, str], others: Mapping[str, str]) -> str:
    renamed = key in was and mine.get(key, was[key]) == was[key] and key in others
    return others[key] if renamed or key not in mine else mine[key]


def _refuse_rivals(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> None:
    """Refuse when both sides changed what is granted of one tool, unless both only added to it."""
    sides = [_by_tool(side) for side in (base, ours, theirs)]
    for name in sorted(set().union(*sides)):
        was, mine, others = (side.get(name, _NOTHING) for side in sides)
        same = mine in (was, others) or others == was
        if not same and not (was and was <= mine and was <= others):
            raise Unmergeable(f"both sides changed {name}")


def _by_tool(items: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in items:
        found.setdefault(_name(item), set()).add(item)
    return found


def _refuse_replacements(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> None:
    """Refuse when both sides put something else in one item's place: nobody meant to have both."""
    removed = set(base) - set(ours) - set(theirs)
    news, others = set(ours) - set(base), set(theirs) - set(base)
    if removed and news - others and others - news:
        raise Unmergeable(f"both sides replaced {min(removed)}")


def _name(item: str) -> str:
    return item.partition("(")[0].strip()


def write_items(entry: Entry, items: Iterable[str]) -> str:
    """The lines of a list field with other items, in its own style: separators, quotes, indentation.

    Args:
        entry: The field, for which `read_items` gives items.
        items: What it shall list.

    Raises:
        Unmergeable: When its layout is not understood well enough to edit it.
    """
    layout = _layout(entry)
    known = dict(zip(read_items(entry) or (), layout.items, strict=True))
    before = dict(zip(list(known)[1:], layout.gaps, strict=False))
    text = layout.head
    for number, item in enumerate(items):
        text += before.get(item, layout.usual_gap) if number else ""
        text += known.get(item) or _written(item, layout.quote)
    return text + layout.tail


def _layout(entry: Entry) -> _Layout:
    match entry.value:
        case Listing() as listing:
            spans = [item.span for item in listing.items]
            first = listing.items[0]
            quote = QUOTES.get(first.style, "") if isinstance(first, Scalar) else ""
            usual = ", " if listing.flow else None
        case Scalar() as scalar:
            return _laid_out(entry, _comma_spans(scalar, entry.source), None, ", ")
        case _:
            raise Unmergeable("it is not a list")
    return _laid_out(entry, spans, quote, usual)


def _laid_out(entry: Entry, spans: Sequence[Span], quote: str | None, usual: str | None) -> _Layout:
    text = entry.source
    head = text[entry.span.start : spans[0].start]
    gaps = tuple(text[a.end : b.start] for a, b in pairwise(spans))
    if any("#" in gap for gap in gaps):
        raise Unmergeable("there are comments between its items")
    own_line = "\n" + head.rpartition("\n")[2]
    return _Layout(
        head,
        tuple(span.of(text) for span in spans),
        gaps,
        text[spans[-1].end : entry.span.end],
        quote,
        gaps[0] if gaps else usual or own_line,
    )


def _comma_spans(scalar: Scalar, source: str) -> list[Span]:
    quoted = len(QUOTES.get(scalar.style, ""))
    start, written = scalar.span.start + quoted, scalar.span.of(source)
    inner = written[quoted : len(written) - quoted]
    if inner != scalar.text or "\n" in inner:
        raise Unmergeable("its text is written with escapes or over several lines")
    return [Span(start + span.start, start + span.end) for span in split_entries(inner)]


def _written(item: str, quote: str | None) -> str:
    """A new item as text; `quote` is None inside a comma-separated text, where items are never quoted."""
    if quote is None:
        if any(mark in item for mark in ("#", ": ", "'", '"', "\n")) or len(split_entries(item)) != 1:
            raise Unmergeable(f"{item!r} cannot stand in a list separated by commas")
        return item
    written = item if not quote and is_plain(item) else quoted(item, quote or '"')
    if not written:
        raise Unmergeable(f"{item!r} cannot be quoted in the style of the list")
    return written
