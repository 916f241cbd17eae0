"""The body as a flat run of blocks that covers each of its lines once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agentreg.formats.markdown import Leaf, LeafKind, read_leaves
from agentreg.formats.text import normalize, trimmed
from agentreg.model.document import Span
from agentreg.model.prompt import Block, BlockKind

_KINDS = {
    LeafKind.HEADING: BlockKind.HEADING,
    LeafKind.PARAGRAPH: BlockKind.PARAGRAPH,
    LeafKind.ITEM: BlockKind.ITEM,
    LeafKind.CODE: BlockKind.FENCE,
    LeafKind.TABLE: BlockKind.TABLE,
    LeafKind.HTML: BlockKind.HTML,
    LeafKind.RULE: BlockKind.RULE,
}
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)")
_ATX = re.compile(r"#{1,6}(?:[ \t]+|$)")
_ATX_CLOSE = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
# `**Rules**`, `**Rules:**`, `**Rules**:`; a sentence in bold is a sentence, not a title.
_BOLD_TITLE = re.compile(r"(\*\*|__)(?=\S)([^*_\n`]{1,80}?)\1[ \t]*:?[ \t]*(?=\r?\n|\Z)")
_SENTENCE_END = (".", "!", "?", ",", ";", "。", "\uff01", "\uff1f")
MAX_LEVEL = 6


class Group(NamedTuple):
    """What a block that is (or begins) a list item belongs to.

    Attributes:
        list_id: Which list of the body.
        whole: All that belongs to the item, nested blocks included.
    """

    list_id: int
    whole: Span


class Outline(NamedTuple):
    """The blocks of a body; `groups` has one entry for each, None where it is no item."""

    blocks: tuple[Block, ...]
    groups: tuple[Group | None, ...]


def read_outline(text: str, body: Span) -> Outline:
    """Cut a body into blocks.

    Args:
        text: The whole file.
        body: Where its prompt stands.

    Returns:
        Blocks with spans into `text`, in order; `section` is not filled in yet.
    """
    blocks: list[Block] = []
    groups: list[Group | None] = []
    end = body.start
    for leaf in read_leaves(body.of(text)):
        span, whole = _moved(leaf.span, body.start), _moved(leaf.whole, body.start)
        if span.end == span.start:
            continue
        for filler in _between(text, end, span.start):
            blocks.append(filler)
            groups.append(None)
        group = Group(leaf.group, whole) if leaf.group >= 0 else None
        for block in _blocks_of(text, leaf, span):
            blocks.append(block)
            groups.append(group)
        end = max(end, span.end)
    for filler in _between(text, end, body.end):
        blocks.append(filler)
        groups.append(None)
    return Outline(tuple(blocks), tuple(groups))


def is_bold_title(text: str) -> bool:
    """Whether a line is nothing but a title in bold."""
    found = _BOLD_TITLE.match(text)
    return found is not None and not found.group(2).strip().endswith(_SENTENCE_END)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _blocks_of(text: str, leaf: Leaf, span: Span) -> Iterator[Block]:
    written = span.of(text)
    if leaf.kind is LeafKind.PARAGRAPH and written.startswith(("**", "__")) and is_bold_title(written):
        yield from _titled(text, span)
        return
    yield Block(_KINDS[leaf.kind], _said(leaf, written), span, -1, leaf.depth, leaf.number)


def _titled(text: str, span: Span) -> Iterator[Block]:
    """A paragraph whose first line is a title in bold: the title, then the rest."""
    feed = text.find("\n", span.start, span.end)
    first = trimmed(text, span.start, span.end if feed < 0 else feed)
    yield Block(BlockKind.HEADING, title_of(first.of(text)), first, -1, 1)
    if feed >= 0:
        rest = trimmed(text, feed, span.end)
        yield Block(BlockKind.PARAGRAPH, _prose(rest.of(text)), rest, -1)


def title_of(written: str) -> str:
    """The title that a heading's source states, without its marks, emphasis and final colon."""
    line = written
    if _ATX.match(written):
        line = _ATX_CLOSE.sub("", _ATX.sub("", written, count=1))
    elif "\n" in written:
        line = written.rpartition("\n")[0]
    return normalize(normalize(line).rstrip(" :\uff1a")).rstrip(" :\uff1a")


def _said(leaf: Leaf, written: str) -> str:
    match leaf.kind:
        case LeafKind.HEADING:
            return title_of(written)
        case LeafKind.ITEM:
            return _prose(_MARKER.sub("", written, count=1))
        case LeafKind.CODE | LeafKind.HTML:
            return "\n".join(line.rstrip() for line in written.splitlines())
        case LeafKind.TABLE:
            return _table(written)
        case LeafKind.RULE:
            return ""
        case _:
            return _prose(written)


def _prose(written: str) -> str:
    return normalize(_QUOTE.sub("", written) if ">" in written else written)


def _table(written: str) -> str:
    rows = (line for line in written.splitlines() if not _TABLE_RULE.fullmatch(line))
    return "\n".join(
        " | ".join(normalize(cell) for cell in row.strip().strip("|").split("|")) for row in rows
    )


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    """Blocks for the lines that no leaf covers: tags, link definitions, lone quote marks."""
    if end <= start or text[start:end].isspace():
        return
    position = start
    for line in text[start:end].splitlines(keepends=True):
        line_start, position = position, position + len(line)
        complete = line_start == 0 or text[line_start - 1] in "\r\n"
        if complete and line.strip() and (line[-1] in "\r\n" or position == len(text)):
            span = trimmed(text, line_start, position)
            kind = BlockKind.HTML if text[span.start] == "<" else BlockKind.PARAGRAPH
            yield Block(
                kind, _prose(span.of(text)) if kind is BlockKind.PARAGRAPH else span.of(text), span, -1
            )
