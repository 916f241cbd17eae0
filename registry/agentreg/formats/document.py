"""Bytes to a lossless document: the split into frontmatter and body that hosts agree on."""

from __future__ import annotations

from agentreg.formats.patterns import pattern
from agentreg.model.document import BOM, Document, LineEnds, Span

# A host looks for frontmatter only at the very start, and the first `---` line closes it: bodies may
# hold horizontal rules, so a later one never does. Hosts look for a line that begins with the closing
# fence, and files that close with a longer row of dashes are in circulation; none opens with one.
_OPEN = pattern(r"---[ \t]*\r?\n")
_CLOSE = pattern(r"\n-{3,}[ \t]*(?:\r?\n|\Z)")


def parse_document(data: bytes) -> Document:
    """Split a file into frontmatter and body without losing a byte.

    Args:
        data: The whole file, whatever it holds.

    Returns:
        A document for which `render()` gives `data` back.
    """
    try:
        text, valid = data.decode("utf-8"), True
    except UnicodeDecodeError:
        text, valid = data.decode("utf-8", "surrogateescape"), False
    matter, fence = _frontmatter(text)
    body = Span(fence.end if fence else 0, len(text))
    return Document(text, matter, fence, body, valid, _line_ends(text))


def opens_frontmatter(text: str) -> bool:
    """Whether a text starts with an opening fence (after an optional byte order mark)."""
    return _OPEN.match(text, _after_bom(text)) is not None


def _frontmatter(text: str) -> tuple[Span | None, Span | None]:
    start = _after_bom(text)
    opened = _OPEN.match(text, start)
    if opened is None:
        return None, None
    # Searching from the opening fence's own line end lets an empty frontmatter close at once.
    closed = _CLOSE.search(text, opened.end() - 1)
    if closed is None:
        return None, None
    return Span(opened.end(), closed.start() + 1), Span(start, closed.end())


def _after_bom(text: str) -> int:
    return len(BOM) if text.startswith(BOM) else 0


def _line_ends(text: str) -> LineEnds:
    feeds, returns = text.count("\n"), text.count("\r")
    if not returns:
        return LineEnds.LF if feeds else LineEnds.NONE
    pairs = text.count("\r\n")
    if pairs == feeds == returns:
        return LineEnds.CRLF
    return LineEnds.MIXED if feeds else LineEnds.CR
