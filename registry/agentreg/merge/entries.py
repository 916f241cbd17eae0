"""Frontmatter cut into entries: each field with the comments above it, which move with it."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.document import parse_document
from agentreg.formats.frontmatter import read_frontmatter
from agentreg.model.document import Span
from agentreg.model.fields import Field, Step, Value
from agentreg.records import NamedTuple


class Entry(NamedTuple):
    """One field as one side writes it.

    Attributes:
        lead: The comments and blank lines above it.
        text: Its lines.
        key: Its name.
        value: Its value; spans are offsets into `source`.
        span: Its lines' place in `source`.
        source: The text that the spans point into.
    """

    lead: str
    text: str
    key: str
    value: Value
    span: Span
    source: str


class Block(NamedTuple):
    """Fields that stand below each other: a frontmatter, or a nested mapping.

    Attributes:
        entries: The fields by name, in the order written.
        tail: The comments and blank lines below the last one.
    """

    entries: dict[str, Entry]
    tail: str


class Header(NamedTuple):
    """A definition's text, cut for merging; the parts joined are the text.

    Attributes:
        opening: Everything up to and including the opening fence's line.
        block: The fields.
        closing: The closing fence's line.
        body: The prompt.
        step: How tolerant the reading of the fields had to be.
    """

    opening: str
    block: Block
    closing: str
    body: str
    step: Step


def read_header(text: str) -> Header | None:
    """Cut a text into its fields and its body.

    Args:
        text: The text, lines ended by line feeds.

    Returns:
        The parts; None when there is no structure to trust: no frontmatter, frontmatter that cannot be read,
        a field stated twice, or fields that are not whole lines of their own.
    """
    document = parse_document(text.encode("utf-8", "surrogateescape"))
    if document.matter is None or document.fence is None:
        return None
    frontmatter, _ = read_frontmatter(document)
    block = read_block(document.text, document.matter, frontmatter.fields)
    if block is None or frontmatter.step in (Step.ABSENT, Step.UNREADABLE):
        return None
    return Header(
        document.text[: document.matter.start],
        block,
        document.text[document.matter.end : document.fence.end],
        document.body.of(document.text),
        frontmatter.step,
    )


def read_block(text: str, span: Span, fields: Iterable[Field]) -> Block | None:
    """Cut a stretch of whole lines into its fields, or None when fields repeat or share lines."""
    entries: dict[str, Entry] = {}
    at = span.start
    for field in fields:
        if field.key in entries or not _is_whole_lines(text, field.lines, Span(at, span.end)):
            return None
        entries[field.key] = Entry(
            text[at : field.lines.start], field.lines.of(text), field.key, field.value, field.lines, text
        )
        at = field.lines.end
    return Block(entries, text[at : span.end])


def _is_whole_lines(text: str, lines: Span, within: Span) -> bool:
    # YAML 1.1 ends a line at U+2028 too; a stretch that ends there would swallow a marker put behind it.
    starts = lines.start == within.start or text[lines.start - 1 : lines.start] == "\n"
    ends = lines.end == lines.start or text[lines.end - 1] == "\n"
    return within.start <= lines.start and lines.end <= within.end and starts and ends
