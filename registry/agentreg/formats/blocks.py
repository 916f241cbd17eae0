"""The body as a flat run of blocks that covers each of its lines once."""

from __future__ import annotations

import re
from bisect import bisect_right

from agentreg.formats.markdown import Leaf, LeafKind, read_leaves
from agentreg.formats.patterns import pattern
from agentreg.formats.text import normalize, trimmed
from agentreg.model.document import Span, split_lines
from agentreg.model.prompt import Block, BlockKind
from agentreg.records import NamedTuple

_KINDS = {
    LeafKind.HEADING: BlockKind.HEADING,
    LeafKind.PARAGRAPH: BlockKind.PARAGRAPH,
    LeafKind.ITEM: BlockKind.ITEM,
    LeafKind.CODE: BlockKind.FENCE,
    LeafKind.TABLE: BlockKind.TABLE,
    LeafKind.HTML: BlockKind.HTML,
    LeafKind.RULE: BlockKind.RULE,
}
_MARKER = pattern(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)")
_ATX = pattern(r"#{1,6}(?:[ \t]+|$)")
_ATX_CLOSE = pattern(r"(?:^|[ \t])#+[ \t]*$")
_QUOTE = pattern(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_CELL = pattern(r"[^|\n]+")
_TABLE_RULE = pattern(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
# `**Rules**`, `**Rules:**`, `**Rules**:`; a sentence in bold is a sentence, not a title.
_BOLD_TITLE = pattern(r"(\*\*|__)(?=\S)([^*_\n`]{1,80}?)\1[ \t]*:?[ \t]*(?=\r?\n|\Z)")
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
    for leaf in read_leaves(text, body):
        span = leaf.span
        if span.end == span.start:
            continue
        group = Group(leaf.group, leaf.whole) if leaf.group >= 0 else None
        parts = [*_between(text, end, span.start), *_blocks_of(text, leaf)]
        groups += [None] * (len(parts) - 1)
        groups.append(group)
        blocks += parts
        end = max(end, span.end)
    rest = _between(text, end, body.end)
    blocks += rest
    groups += [None] * len(rest)
    return Outline(tuple(blocks), tuple(groups))


def blocks_holding(words: tuple[str, ...], lower: str, blocks: tuple[Block, ...]) -> list[int]:
    """Which blocks hold one of some words, also inside others.

    One search over the text for each word costs a tenth of a pattern tried on each block.

    Args:
        words: What to look for, in lower case.
        lower: The whole file in lower case, at the same length.
        blocks: Its blocks.

    Returns:
        The positions in `blocks`, in order.
    """
    if not blocks:
        return []
    starts = [block.span.start for block in blocks]
    end = blocks[-1].span.end
    held: set[int] = set()
    for word in words:
        place = lower.find(word, starts[0], end)
        while place >= 0:
            position = bisect_right(starts, place) - 1
            held.add(position)
            # One is enough: go on with the next block.
            place = lower.find(word, max(blocks[position].span.end, place + 1), end)
    return sorted(held)


def content_start(text: str, block: Block) -> int:
    """Where a block's own text begins: after the marker of an item, at its start otherwise."""
    marker = _MARKER.match(text, *block.span) if block.kind is BlockKind.ITEM else None
    return marker.end() if marker else block.span.start


def is_bold_title(text: str) -> bool:
    """Whether a line is nothing but a title in bold."""
    found = _BOLD_TITLE.match(text)
    return found is not None and not found.group(2).strip().endswith(_SENTENCE_END)


def _blocks_of(text: str, leaf: Leaf) -> list[Block]:
    written = leaf.span.of(text)
    if leaf.kind is LeafKind.PARAGRAPH and written.startswith(("**", "__")) and is_bold_title(written):
        return _titled(text, leaf.span)
    return [Block(_KINDS[leaf.kind], _said(leaf, written), leaf.span, -1, leaf.depth, leaf.number)]


def _titled(text: str, span: Span) -> list[Block]:
    """A paragraph whose first line is a title in bold: the title, then the rest."""
    feed = text.find("\n", span.start, span.end)
    first = trimmed(text, span.start, span.end if feed < 0 else feed)
    title = Block(BlockKind.HEADING, title_of(first.of(text)), first, -1, 1)
    if feed < 0:
        return [title]
    rest = trimmed(text, feed, span.end)
    return [title, Block(BlockKind.PARAGRAPH, _prose(rest.of(text)), rest, -1)]


def title_of(written: str) -> str:
    """The title that a heading's source states, without its marks, emphasis and final colon."""
    line = written
    if _ATX.match(written):
        line = _ATX_CLOSE.sub("", _ATX.sub("", written, count=1))
    elif "\n" in written:
        line = written.rpartition("\n")[0]
    return normalize(normalize(line).rstrip(" :\uff1a")).rstrip(" :\uff1a")


def _said(leaf: Leaf, written: str) -> str:
    marker = _MARKER.match(written) if leaf.group >= 0 else None
    if marker is not None:
        written = written[marker.end() :]
    match leaf.kind:
        case LeafKind.HEADING:
            return title_of(written)
        case LeafKind.CODE | LeafKind.HTML:
            return "\n".join(line.rstrip() for line in split_lines(written))
        case LeafKind.TABLE:
            return _table(written)
        case LeafKind.RULE:
            return ""
        case _:
            return _prose(written)


def _prose(written: str) -> str:
    return normalize(_QUOTE.sub("", written) if ">" in written else written)


def _table(written: str) -> str:
    return "\n".join(text for text, _ in table_rows(written))


def table_rows(written: str) -> list[tuple[str, Span]]:
    """The rows of a table, without the line below its head.

    Args:
        written: Its source.

    Returns:
        (cells without formatting noise, between bars; place in `written`), in order.
    """
    rows = []
    start = 0
    for line in split_lines(written):
        if not _TABLE_RULE.fullmatch(line.strip()):
            cells = line.strip().strip("|").split("|")
            rows.append((" | ".join(map(normalize, cells)), trimmed(written, start, start + len(line))))
        start += len(line)
    return rows


def cells(text: str, table: Span) -> list[Span]:
    """Where the cells of a table are that say something.

    Args:
        text: The whole file.
        table: The table.
    """
    found = (Span(*cell.span()) for cell in _CELL.finditer(text, *table))
    return [span for span in found if span.of(text).strip(" \t\r:-")]


def _between(text: str, start: int, end: int) -> list[Block]:
    """Blocks for the lines that no leaf covers: tags, link definitions, lone quote marks."""
    between = text[start:end]
    if not between or between.isspace():
        return []
    blocks: list[Block] = []
    position = start
    for line in between.split("\n"):
        line_start, position = position, position + len(line) + 1
        complete = line_start == 0 or text[line_start - 1] == "\n"
        if complete and line.strip() and (position <= end or end == len(text)):
            span = trimmed(text, line_start, position - 1)
            blocks.append(_filler(span.of(text), span))
    return blocks


def _filler(written: str, span: Span) -> Block:
    if written.startswith("<"):
        return Block(BlockKind.HTML, written, span, -1)
    return Block(BlockKind.PARAGRAPH, _prose(written), span, -1)
