"""What a rendered page does not show of a prompt, and a model reads all the same.

Comments and other HTML that is no element, elements that hide what stands in them, and definitions of links:
a page shows neither their labels nor their titles.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from agentreg.formats.invisible_tags import hides
from agentreg.formats.patterns import pattern
from agentreg.formats.rendered import read_rendered
from agentreg.formats.text import trimmed
from agentreg.model.document import Span
from agentreg.records import NamedTuple

# Where none of these is, nothing is hidden: few texts need to be parsed for it.
_HINTS = ("<!", "<?", "]:", "hidden", "<script", "<style", "<template")
_STYLED = pattern(r"style\s*+=")
_ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,2000}+"
# What is never closed reaches to the end, for a page as well.
_TOKEN = pattern(
    r"<!--(?P<comment>.*?)(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?(?P<instruction>.*?)(?:\?>|\Z)"
    r"|<!(?P<declaration>[A-Za-z][^>]*+)(?:>|\Z)"
    rf"|<(?P<end>/?)(?P<name>[A-Za-z][\w.:-]{{0,63}}+)(?P<attributes>{_ATTRIBUTES})>",
    re.DOTALL,
)
_NAMES = {"cdata": "CDATA section", "instruction": "processing instruction"}
_BREAK = r"[ \t]*+(?:\r?\n[ \t>]*+(?!\r?\n))?"
# A title may go over lines, but over no blank one.
_INSIDE = r"\\.|\n(?![ \t>]*+\r?\n)"
_TITLE = (
    rf"\"(?P<double>(?:[^\"\\\n]|{_INSIDE})*+)\"|'(?P<single>(?:[^'\\\n]|{_INSIDE})*+)'"
    rf"|\((?P<round>(?:[^()\\\n]|{_INSIDE})*+)\)"
)
_DEFINITION = pattern(
    r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+\[(?!\^)(?P<label>(?:[^\[\]\\]|\\.){1,999}+)\]:"
    rf"{_BREAK}(?P<target><(?:[^<>\\\n]|\\.)*+>|[^\s<]\S*+)(?:{_BREAK}(?:{_TITLE}))?[ \t]*+\r?$",
    re.MULTILINE,
)


class Unrendered(NamedTuple):
    """Something that a page does not show.

    Attributes:
        what: What it is: "comment", say.
        span: Where it stands, with its marks.
        said: What it says, in one piece or in more.
    """

    what: str
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
    if not (any(hint in lower for hint in _HINTS) or _STYLED.search(lower)):
        return []
    rendered = read_rendered(text, body)
    tokens = list(_TOKEN.finditer(_only(rendered.html, text)))
    found = [_declared(token) for token in tokens if token["name"] is None]
    found += _elements(text, body.end, tokens)
    found += _definitions(text, body, rendered.shown)
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
    return Unrendered(_NAMES.get(kind, kind), Span(*token.span()), (token[kind],))


def _elements(text: str, end: int, tokens: list[re.Match[str]]) -> Iterator[Unrendered]:
    """The elements that hide what is in them; one within another is a part of that."""
    position = 0
    while position < len(tokens):
        token = tokens[position]
        position += 1
        if token["name"] and not token["end"] and hides(token["name"], token["attributes"]):
            closing = _closing(tokens, position)
            inner = tokens[position : closing + 1]
            stop = inner[-1].end() if closing < len(tokens) else end
            said = _between(text, token.end(), inner, stop)
            yield Unrendered("hidden element", Span(token.start(), stop), (said,))
            position = closing


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


def _definitions(text: str, body: Span, shown: tuple[Span, ...]) -> Iterator[Unrendered]:
    for found in _DEFINITION.finditer(text, *body):
        # What does not begin a paragraph, or stands in code, is text like any other.
        following = bisect_left(shown, (found.start("label"), 0))
        if following == len(shown) or shown[following].start >= found.end():
            title = found["double"] or found["single"] or found["round"] or ""
            span = trimmed(text, found.start("label") - 1, found.end())
            yield Unrendered("link definition", span, (found["label"], found["target"].strip("<>"), title))
