"""The Markdown adapter for pages: what of a text a page shows, and what of it is HTML."""

from __future__ import annotations

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

import pyromark

from agentreg.formats.utf8 import character_offsets, readable
from agentreg.model.document import Span
from agentreg.records import NamedTuple

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_HTML = ("Html", "InlineHtml")
_SHOWN = ("Text", "Code")


class Rendered(NamedTuple):
    """How a page takes a text.

    Attributes:
        html: What is HTML, without the marks of quotes and lists around it, in order.
        shown: What is text or code; a definition of a link is neither.
    """

    html: tuple[Span, ...]
    shown: tuple[Span, ...]


def read_rendered(text: str, span: Span) -> Rendered:
    """Parse Markdown as CommonMark has it: the tags of a prompt are HTML like any other.

    Args:
        text: The whole file; may hold surrogate escapes.
        span: Where the Markdown stands in it.
    """
    source = readable(span.of(text))
    html, shown = [], []
    for event, place in pyromark.events_with_range(source, options=_OPTIONS):
        name = _name(event)
        if name in _HTML:
            html.append(Span(place["start"], place["end"]))
        elif name in _SHOWN:
            shown.append(Span(place["start"], place["end"]))
    at = character_offsets(source, {place for one in (*html, *shown) for place in one}, span.start)
    return Rendered(*(tuple(Span(at[start], at[end]) for start, end in kind) for kind in (html, shown)))


def _name(event: Any) -> str:
    return "" if type(event) is str else next(iter(event))
