"""A definition's file as lossless text: what was read can always be written back, byte for byte."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum

from agentreg.records import NamedTuple

BOM = "\ufeff"
WAIVER_MARK = "agentreg:"


def split_lines(text: str) -> list[str]:
    """A file's lines with their line feeds; `str.splitlines` would also split at form feeds and U+2028."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])


class Span(NamedTuple):
    """A half-open range of character offsets into `Document.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]


class LineEnds(StrEnum):
    """Which line terminators a document uses."""

    NONE = "none"
    LF = "lf"
    CRLF = "crlf"
    CR = "cr"
    MIXED = "mixed"


class Document(NamedTuple):
    """A file, split into frontmatter and body without losing a byte.

    Attributes:
        text: The whole file. Bytes that are not UTF-8 are kept as surrogate escapes.
        matter: The text between the two `---` fences, or None without (closed) frontmatter.
        fence: Both fences and what is between them, up to the start of the body; None like `matter`.
        body: Everything after the closing fence's line; the whole text without frontmatter.
        valid_utf8: False when some bytes had to be escaped.
        line_ends: Which line terminators occur.
    """

    text: str
    matter: Span | None
    fence: Span | None
    body: Span
    valid_utf8: bool
    line_ends: LineEnds

    def render(self) -> bytes:
        """The exact bytes that were read."""
        return self.text.encode("utf-8", "surrogateescape")

    @property
    def may_waive(self) -> bool:
        """Whether the text may hold an inline waiver: one without the mark need not be read for any."""
        return WAIVER_MARK in self.text

    @property
    def has_bom(self) -> bool:
        """Whether the file starts with a byte order mark."""
        return self.text.startswith(BOM)


class LineIndex:
    """Turns character offsets into line numbers; built once per text, where lines are to be shown."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        # Line feed only: CRLF ends in one, and editors count a lone CR as no line end.
        starts = [0]
        position = text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = text.find("\n", position + 1)
        self._starts = starts

    def line(self, offset: int) -> int:
        """The 1-based line of a character offset."""
        return bisect_right(self._starts, offset)

    def column(self, offset: int) -> int:
        """The 1-based column of a character offset, in characters."""
        return offset - self._starts[self.line(offset) - 1] + 1
