"""The Markdown adapter: the one module that knows pyromark.

It gives the leaves of a document in order, as ranges of the text; what they mean is for others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

import pyromark

from agentreg.formats.text import trimmed
from agentreg.model.document import Span

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
# A line that is only a tag, such as `<workflow>` or `</example>`, hides the lists and headings between
# it and the next blank line from a Markdown parser. Prompts mean such tags as sections.
_TAG_LINE = re.compile(r"^[ \t]{0,3}</?[A-Za-z][\w.-]{0,63}(?:[ \t][^<>\n]{0,500})?>[ \t]*\r?$", re.MULTILINE)
_HTML_TAG = re.compile(
    r"a|article|aside|b|blockquote|br|center|code|dd|details|div|dl|dt|em|footer|h[1-6]|header|hr|i|img|kbd|li"
    r"|main|nav|ol|p|picture|pre|s|section|source|span|strong|su[bp]|summary|table|tbody|td|th|thead|tr|ul?|video",
    re.IGNORECASE,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARKER = re.compile(r"(?:[-*+]|(\d{1,9})[.)])(?=\s|\Z)")
_TAG_NAME = re.compile(r"</?([A-Za-z][\w.-]*)")


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


def read_leaves(text: str) -> tuple[Leaf, ...]:
    """Parse Markdown.

    Args:
        text: The text; may hold surrogate escapes.

    Returns:
        The leaves in document order. Lines that hold nothing but a link definition, a quote mark or a
        prompt's tag are in none of them.
    """
    source = mask_tags(_encodable(text))
    raws = _Walk().leaves(pyromark.events_with_range(source, options=_OPTIONS))
    return tuple(_one_per_line(source, _in_characters(source, raws)))


def mask_tags(text: str) -> str:
    """The text with each line that is only a prompt's tag blanked out, at the same length."""
    if "<" not in text:
        return text
    return _TAG_LINE.sub(_blank, text)


def is_prompt_tag(name: str) -> bool:
    """Whether a tag's name is a prompt's own and not one of HTML's."""
    return _HTML_TAG.fullmatch(name) is None


def _blank(found: re.Match[str]) -> str:
    line = found.group()
    name = _TAG_NAME.search(line)
    if name is None or not is_prompt_tag(name.group(1)):
        return line
    return " " * (len(line) - 1) + "\r" if line.endswith("\r") else " " * len(line)


def _encodable(text: str) -> str:
    # pyromark takes UTF-8 only; the replacement has the same number of characters.
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


class _Raw(NamedTuple):
    """A leaf in bytes, before offsets are characters."""

    kind: LeafKind
    start: int
    end: int
    depth: int = 0
    group: int = -1
    whole: int = 0


class _Item:
    """A list item being read: its own text ends where its first nested block begins."""

    __slots__ = ("end", "group", "interrupted", "place", "start", "tail", "whole")

    def __init__(self, *, place: int, start: int, whole: int, group: int) -> None:
        self.place = place
        self.start = start
        self.whole = whole
        self.group = group
        self.end = start
        self.interrupted = False
        self.tail = False


class _Walk:
    """One pass over the events, with a stack of what is open: items, and None for a quote."""

    def __init__(self) -> None:
        self._leaves: list[_Raw] = []
        self._open: list[_Item | None] = []
        self._groups: list[int] = []
        self._lists = 0

    def leaves(self, events: Iterable[tuple[Any, dict[str, int]]]) -> list[_Raw]:
        skipped = ""
        for event, place in events:
            start, end = place["start"], place["end"]
            if type(event) is str:
                if not skipped:
                    self._bare(event, start, end)
                continue
            what, tag = next(iter(event.items()))
            name = tag if type(tag) is str else next(iter(tag), "")
            if skipped:
                skipped = "" if what == "End" and name == skipped else skipped
            elif what == "Start":
                skipped = self._begin(name, tag, start, end)
            elif what == "End":
                self._finish(name)
            else:
                self._inline(start, end)
        return self._leaves

    def _bare(self, event: str, start: int, end: int) -> None:
        if event == "Rule":
            self._leaf(_Raw(LeafKind.RULE, start, end))
        else:
            self._inline(start, end)

    def _begin(self, name: str, tag: Any, start: int, end: int) -> str:
        """Handle a start; returns the name of a block whose content is of no interest here."""
        match name:
            case "Paragraph":
                self._paragraph(start, end)
            case "Heading":
                self._leaf(_Raw(LeafKind.HEADING, start, end, depth=int(tag["Heading"]["level"][1])))
            case "CodeBlock" | "HtmlBlock" | "Table":
                self._leaf(_Raw(_BLOCKS[name], start, end))
            case "List":
                self._interrupt()
                self._lists += 1
                self._groups.append(self._lists)
                return ""
            case "Item":
                self._item(start, end)
                return ""
            case "BlockQuote":
                self._interrupt()
                self._open.append(None)
                return ""
            case _:
                self._inline(start, end)
                return ""
        return name

    def _finish(self, name: str) -> None:
        if name == "List":
            self._groups.pop()
        elif name == "BlockQuote":
            self._open.pop()
        elif name == "Item":
            item = self._open.pop()
            if item is not None:
                self._leaves[item.place] = self._leaves[item.place]._replace(end=item.end)

    def _item(self, start: int, end: int) -> None:
        group = self._groups[-1]
        self._open.append(_Item(place=len(self._leaves), start=start, whole=end, group=group))
        depth = len(self._groups) - 1
        self._leaves.append(_Raw(LeafKind.ITEM, start, start, depth, group, end))

    def _paragraph(self, start: int, end: int) -> None:
        item = self._open[-1] if self._open else None
        if item is not None and not item.interrupted:
            item.end = max(item.end, end)
        else:
            self._leaf(_Raw(LeafKind.PARAGRAPH, start, end))

    def _inline(self, start: int, end: int) -> None:
        """Text directly in an item, as in a list without blank lines."""
        item = self._open[-1] if self._open else None
        if item is None:
            return
        if not item.interrupted:
            item.end = max(item.end, end)
        elif item.tail:
            self._leaves[-1] = self._leaves[-1]._replace(end=max(self._leaves[-1].end, end))
        else:
            self._leaves.append(_Raw(LeafKind.PARAGRAPH, start, end))
            item.tail = True

    def _leaf(self, leaf: _Raw) -> None:
        self._interrupt()
        self._leaves.append(leaf)

    def _interrupt(self) -> None:
        item = self._open[-1] if self._open else None
        if item is not None:
            item.interrupted, item.tail = True, False


def _in_characters(source: str, raws: list[_Raw]) -> list[Leaf]:
    at = _character_offsets(source, raws)
    leaves: list[Leaf] = []
    for raw in raws:
        start = at[raw.start]
        span = trimmed(source, start, at[raw.end]) if raw.end > raw.start else Span(start, start)
        if raw.kind is not LeafKind.ITEM:
            leaves.append(Leaf(raw.kind, span, raw.depth, None, -1, span))
            continue
        marker = _MARKER.match(source, start)
        end = max(span.end, marker.end() if marker else start)
        number = int(marker.group(1)) if marker and marker.group(1) else None
        whole = Span(start, trimmed(source, start, at[raw.whole]).end)
        leaves.append(Leaf(raw.kind, Span(start, end), raw.depth, number, raw.group, whole))
    return leaves


def _character_offsets(source: str, raws: list[_Raw]) -> dict[int, int] | range:
    if source.isascii():
        return range(len(source) + 1)
    data = source.encode()
    offsets: dict[int, int] = {}
    position = characters = 0
    for offset in sorted({value for raw in raws for value in (raw.start, raw.end, raw.whole)}):
        characters += len(data[position:offset].decode())
        position = offset
        offsets[offset] = characters
    return offsets


def _one_per_line(source: str, leaves: list[Leaf]) -> list[Leaf]:
    """Items without text of their own yield to the leaf that begins on their line."""
    kept: list[Leaf] = []
    for leaf in leaves:
        last = kept[-1] if kept else None
        if last is None or last.kind is not LeafKind.ITEM or not _is_bare(source, last, leaf):
            kept.append(leaf)
            continue
        span = Span(last.span.start, leaf.span.end)
        kept[-1] = last._replace(kind=leaf.kind, span=span)
    return kept


def _is_bare(source: str, item: Leaf, following: Leaf) -> bool:
    marker = _MARKER.fullmatch(source, *item.span)
    return marker is not None and "\n" not in source[item.span.end : following.span.start]
