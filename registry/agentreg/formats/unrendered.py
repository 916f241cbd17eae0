"""What a rendered page does not show of a prompt, and a model reads all the same.

Comments and other HTML that is no element, elements that hide what stands in them, definitions of links,
titles and alternative texts, and addresses that hold a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import StrEnum

from agentreg.formats.data_addresses import find_data_addresses
from agentreg.formats.invisible_tags import Veil, needs_end, said_by_attributes, veil_of
from agentreg.formats.link_definitions import find_definitions
from agentreg.formats.patterns import pattern
from agentreg.formats.rendered import Link, read_rendered
from agentreg.model.document import Span
from agentreg.records import NamedTuple


class What(StrEnum):
    """What a page does not show; the value is the word shown."""

    COMMENT = "comment"
    CDATA = "CDATA section"
    INSTRUCTION = "processing instruction"
    DECLARATION = "declaration"
    DEFINITION = "link definition"
    HIDDEN = "hidden element"
    CLOSED = "closed element"
    TITLE = "title"
    ALTERNATIVE = "alternative text"
    ATTRIBUTE = "attribute"
    DATA = "data address"


# Where none of these is, nothing is hidden: few texts need to be parsed for it.
_HINTS = (
    *("<!", "<?", "]:", "hidden", "data:", "![", "<script", "<style", "<template", "<details", "<dialog"),
    *("<head", "<iframe", "<noembed", "<noframes", "<noscript", "<title", "<datalist"),
)
_SAYING = pattern(
    r"\b(?:style|title|alt|content|placeholder|value|summary|label|aria-[a-z]++|data-[\w-]++)\s*+="
    r"|\]\([^\s()]{0,500}+\s++[\"'(]"
)
_ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,2000}+"
# What is never closed reaches to the end, for a page as well.
_TOKEN = pattern(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?(?P<instruction>.*?)(?:\?>|\Z)"
    r"|<!(?P<declaration>[A-Za-z][^>]*+)(?:>|\Z)"
    rf"|<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]{{0,63}}+)(?P<attributes>{_ATTRIBUTES})>",
    re.DOTALL,
)
_DECLARED = {
    "comment": What.COMMENT,
    "cdata": What.CDATA,
    "instruction": What.INSTRUCTION,
    "declaration": What.DECLARATION,
}


class Unrendered(NamedTuple):
    """Something that a page does not show.

    Attributes:
        what: What it is.
        span: Where it stands, with its marks.
        said: What it says, in one piece or in more.
    """

    what: What
    span: Span
    said: tuple[str, ...]


def find_unrendered(text: str, body: Span) -> list[Unrendered]:
    """Find what a rendered page does not show.

    Args:
        text: The whole file.
        body: Where its prompt stands.

    Returns:
        Each such thing, in order; a comment inside a hidden element is one of its own.
    """
    lower = body.of(text).lower()
    if not (any(hint in lower for hint in _HINTS) or _SAYING.search(lower)):
        return []
    rendered = read_rendered(text, body)
    tokens = list(_TOKEN.finditer(_only(rendered.html, text)))
    found = [_declared(token) for token in tokens if token["name"] is None]
    found += _elements(text, body.end, tokens)
    found += _attributes(tokens)
    found += _of_links(text, rendered.links)
    found += (
        Unrendered(What.DEFINITION, one.span, one[1:]) for one in find_definitions(text, body, rendered.shown)
    )
    found += _data(text, body, rendered.shown)
    return sorted(found, key=lambda one: one.span)


def _only(spans: tuple[Span, ...], text: str) -> str:
    """The text with blanks in place of all that is in none of the spans, at the same length."""
    pieces = []
    end = 0
    for span in spans:
        pieces += [" " * (span.start - end), span.of(text)]
        end = span.end
    return "".join(pieces)


def _declared(token: re.Match[str]) -> Unrendered:
    kind = str(token.lastgroup)
    return Unrendered(_DECLARED[kind], Span(*token.span()), (token[kind],))


def _elements(text: str, end: int, tokens: list[re.Match[str]]) -> Iterator[Unrendered]:
    """The elements that keep back what is in them; one within a hidden one is a part of that."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        veil = veil_of(token["name"], token["attributes"]) if token["name"] and not token["end"] else None
        if veil is None:
            continue
        closing = _closing(tokens, position)
        if closing == len(tokens) and needs_end(token["name"]):
            continue
        inner = tokens[position : closing + 1]
        stop = inner[-1].end() if closing < len(tokens) else end
        said = _between(text, token.end(), inner, stop)
        yield Unrendered(What(veil), Span(token.start(), stop), (said,))
        position = position if veil is Veil.CLOSED else closing


def _attributes(tokens: list[re.Match[str]]) -> Iterator[Unrendered]:
    for token in tokens:
        if token["name"] and "=" in token["attributes"]:
            said = said_by_attributes(token["attributes"])
            if any(said):
                yield Unrendered(What.ATTRIBUTE, Span(*token.span()), said)


def _of_links(text: str, links: tuple[Link, ...]) -> Iterator[Unrendered]:
    """What a page shows of a link or an image only when it is pointed at, or the image is missing."""
    for span, title in links:
        if title:
            yield Unrendered(What.TITLE, span, (title,))
        source = span.of(text)
        if source.startswith("!["):
            yield Unrendered(What.ALTERNATIVE, span, (source[2:].rpartition("](")[0],))


def _data(text: str, body: Span, shown: tuple[Span, ...]) -> Iterator[Unrendered]:
    for span, said in find_data_addresses(text, body):
        before = bisect_right(shown, (span.start, len(text))) - 1
        if before < 0 or shown[before].end <= span.start:
            yield Unrendered(What.DATA, span, (said,))


def _closing(tokens: list[re.Match[str]], position: int) -> int:
    """Which token closes the element that the one before `position` opens; their number where none does."""
    name = tokens[position - 1]["name"].lower()
    depth = 1
    for place in range(position, len(tokens)):
        if (tokens[place]["name"] or "").lower() == name:
            depth += -1 if tokens[place]["end"] else 1
            if not depth:
                return place
    return len(tokens)


def _between(text: str, start: int, tokens: list[re.Match[str]], end: int) -> str:
    """What is said between tags and comments."""
    pieces = []
    for token in tokens:
        pieces.append(text[start : token.start()])
        start = token.end()
    return " ".join([*pieces, text[start:end]])
