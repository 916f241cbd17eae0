"""The Markdown adapter for the structure of a prompt; what a page shows of it is told by `rendered`.

It gives the leaves of a document in order, as ranges of the text; what they mean is for others.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

import pyromark

from agentreg.formats.patterns import pattern
from agentreg.formats.tags import mask_tags
from agentreg.formats.text import trimmed
from agentreg.formats.utf8 import character_offsets, readable
from agentreg.model.document import Span
from agentreg.records import NamedTuple

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_MARKER = pattern(r"(?:[-*+]|(\d{1,9})[.)])(?=\s|\Z)")
_LONGEST_MARKER = 10


class LeafKind(StrEnum):
    """What a leaf of the Markdown tree is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    HTML = "html"
    RULE = "rule"


_BLOCKS = {"CodeBlock": LeafKind.CODE, "HtmlBlock": LeafKind.HTML, "Table": LeafKind.TABLE}


class Leaf(NamedTuple):
    """A leaf of the Markdown tree.

    Attributes:
        kind: What it is; a list item stands for its own first paragraphs.
        span: Where it is written, as offsets into the text that was parsed.
        depth: Nesting depth of an item, level of a heading, 0 otherwise.
        number: The number of an ordered item.
        group: Which list an item belongs to, -1 for anything else; distinct for each list of a text.
        whole: For an item all that belongs to it, nested blocks included; its `span` otherwise.
    """

    kind: LeafKind
    span: Span
    depth: int
    number: int | None
    group: int
    whole: Span


def read_leaves(text: str, span: Span) -> list[Leaf]:
    """Parse Markdown.

    Args:
        text: The whole file; may hold surrogate escapes.
        span: Where the Markdown stands in it.

    Returns:
        The leaves in document order, with offsets into `text`. Lines that hold nothing but a link
        definition, a quote mark or a prompt's tag are in none of them.
    """
    source = mask_tags(readable(span.of(text)))
    drafts = _Walk().leaves(pyromark.events_with_range(source, options=_OPTIONS))
    # Blanks at the ends are taken off in the masked text: a tag after an item is no part of it.
    masked = text[: span.start] + source
    return _one_per_line(masked, _in_characters(masked, span.start, source, drafts))


class _Draft:
    """A leaf being read, in bytes. An item's own text ends where its first nested block begins."""

    __slots__ = ("depth", "end", "group", "interrupted", "kind", "start", "tail", "whole")

    def __init__(self, kind: LeafKind, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.whole = end
        self.depth = 0
        self.group = -1
        self.interrupted = False
        self.tail = False


class _Walk:
    """One pass over the events, with a stack of what is open: items, and None for a quote."""

    def __init__(self) -> None:
        self._leaves: list[_Draft] = []
        self._open: list[_Draft | None] = []
        self._groups: list[int] = []
        self._lists = 0

    def leaves(self, events: Iterable[tuple[Any, Any]]) -> list[_Draft]:
        skipped = ""
        for event, place in events:
            if type(event) is str:
                if not skipped:
                    self._bare(event, place["start"], place["end"])
                continue
            if skipped:
                if "End" in event and _name(event["End"]) == skipped:
                    skipped = ""
            elif "Start" in event:
                skipped = self._begin(event["Start"], place["start"], place["end"])
            elif "End" in event:
                self._finish(event["End"])
            else:
                self._inline(place["start"], place["end"])
        return self._leaves

    def _bare(self, event: str, start: int, end: int) -> None:
        if event == "Rule":
            self._leaf(LeafKind.RULE, start, end)
        else:
            self._inline(start, end)

    def _begin(self, tag: Any, start: int, end: int) -> str:
        """Handle a start; returns the name of a block whose content is of no interest here."""
        name = _name(tag)
        match name:
            case "Item":
                self._item(start, end)
                return ""
            case "Paragraph":
                self._paragraph(start, end)
            case "Heading":
                self._leaf(LeafKind.HEADING, start, end).depth = int(tag["Heading"]["level"][1])
            case "CodeBlock" | "HtmlBlock" | "Table":
                self._leaf(_BLOCKS[name], start, end)
            case "List":
                self._interrupt()
                self._lists += 1
                self._groups.append(self._lists)
                return ""
            case "BlockQuote":
                self._interrupt()
                self._open.append(None)
                return ""
            case _:
                self._inline(start, end)
                return ""
        return name

    def _finish(self, tag: Any) -> None:
        match _name(tag):
            case "Item" | "BlockQuote":
                self._open.pop()
            case "List":
                self._groups.pop()

    def _item(self, start: int, end: int) -> None:
        draft = _Draft(LeafKind.ITEM, start, start)
        draft.whole = end
        draft.group = self._groups[-1]
        draft.depth = len(self._groups) - 1
        self._leaves.append(draft)
        self._open.append(draft)

    def _paragraph(self, start: int, end: int) -> None:
        item = self._open[-1] if self._open else None
        if item is not None and not item.interrupted:
            item.end = end
        else:
            self._leaf(LeafKind.PARAGRAPH, start, end)

    def _inline(self, start: int, end: int) -> None:
        """Text directly in an item, as in a list without blank lines."""
        item = self._open[-1] if self._open else None
        if item is None:
            return
        if not item.interrupted:
            item.end = max(item.end, end)
        elif item.tail:
            self._leaves[-1].end = max(self._leaves[-1].end, end)
        else:
            self._leaves.append(_Draft(LeafKind.PARAGRAPH, start, end))
            item.tail = True

    def _leaf(self, kind: LeafKind, start: int, end: int) -> _Draft:
        self._interrupt()
        draft = _Draft(kind, start, end)
        self._leaves.append(draft)
        return draft

    def _interrupt(self) -> None:
        item = self._open[-1] if self._open else None
        if item is not None:
            item.interrupted, item.tail = True, False


def _name(tag: Any) -> str:
    """An event's tag is a word, or a word with details."""
    return tag if type(tag) is str else str(next(iter(tag)))


def _in_characters(text: str, base: int, source: str, drafts: list[_Draft]) -> list[Leaf]:
    places = {place for draft in drafts for place in (draft.start, draft.end, draft.whole)}
    at = character_offsets(source, places, base)
    # Nested items end at one place, and the blanks before it may be many.
    ends = {end: _without_blanks(text, at[end]) for end in _item_ends(drafts)}
    leaves: list[Leaf] = []
    for draft in drafts:
        if draft.group < 0:
            span = trimmed(text, at[draft.start], at[draft.end])
            leaves.append(Leaf(draft.kind, span, draft.depth, None, -1, span))
        else:
            leaves.append(_item_leaf(text, draft, at[draft.start], ends))
    return leaves


def _item_ends(drafts: list[_Draft]) -> set[int]:
    return {end for draft in drafts if draft.group >= 0 for end in (draft.end, draft.whole)}


def _item_leaf(text: str, draft: _Draft, start: int, ends: dict[int, int]) -> Leaf:
    # An item that is indented by more than it needs begins with these blanks.
    while text[start : start + 1] in (" ", "\t"):
        start += 1
    marker = _MARKER.match(text, start)
    end = max(ends[draft.end], marker.end() if marker else start)
    whole_end = ends[draft.whole]
    span = Span(start, end)
    whole = span if whole_end <= end else Span(start, whole_end)
    number = int(marker.group(1)) if marker and marker.group(1) else None
    return Leaf(draft.kind, span, draft.depth, number, draft.group, whole)


def _without_blanks(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _one_per_line(source: str, leaves: list[Leaf]) -> list[Leaf]:
    """Items without text of their own yield to the leaf that begins on their line."""
    kept: list[Leaf] = []
    before: Leaf | None = None
    for leaf in leaves:
        if before is None or before.group < 0 or not _is_bare(source, before, leaf):
            kept.append(leaf)
        else:
            last = kept[-1]
            span = Span(last.span.start, leaf.span.end)
            depth = leaf.depth if leaf.kind is LeafKind.HEADING else last.depth
            kept[-1] = last._replace(kind=leaf.kind, span=span, depth=depth)
        before = leaf
    return kept


def _is_bare(source: str, item: Leaf, following: Leaf) -> bool:
    if (
        item.span.end - item.span.start > _LONGEST_MARKER
        or "\n" in source[item.span.end : following.span.start]
    ):
        return False
    return _MARKER.fullmatch(source, *item.span) is not None
