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


class Link(NamedTuple):
    """A link or an image that names its target itself.

    Attributes:
        span: All of it.
        title: What a page shows when it is pointed at; empty for none.
    """

    span: Span
    title: str


class Rendered(NamedTuple):
    """How a page takes a text.

    Attributes:
        html: What is HTML, without the marks of quotes and lists around it, in order.
        shown: What is text or code; a definition of a link is neither.
        links: The links and images.
    """

    html: tuple[Span, ...]
    shown: tuple[Span, ...]
    links: tuple[Link, ...]


def read_rendered(text: str, body: Span) -> Rendered:
    """Parse Markdown as CommonMark has it: the tags of a prompt are HTML like any other.

    Args:
        text: The whole file; may hold surrogate escapes.
        body: Where the Markdown stands in it.
    """
    source = readable(body.of(text))
    html, shown, links = [], [], []
    for event, place in pyromark.events_with_range(source, options=_OPTIONS):
        name, span = _name(event), Span(place["start"], place["end"])
        if name in _HTML:
            html.append(span)
        elif name in _SHOWN:
            shown.append(span)
        elif name == "Start":
            links += _link(event, span)
    found = html, shown, [link.span for link in links]
    at = character_offsets(source, {place for kind in found for one in kind for place in one}, body.start)
    moved = [tuple(Span(at[start], at[end]) for start, end in kind) for kind in found]
    titled = (Link(span, link.title) for span, link in zip(moved[2], links, strict=True))
    return Rendered(moved[0], moved[1], tuple(titled))


def _link(event: Any, span: Span) -> list[Link]:
    """The link or image that begins there; none for one that is defined elsewhere, and for other things."""
    started = event["Start"]
    name, told = ("", {}) if type(started) is str else next(iter(started.items()))
    is_link = name in ("Link", "Image") and told["link_type"] == "Inline"
    return [Link(span, told["title"])] if is_link else []


def _name(event: Any) -> str:
    return "" if type(event) is str else next(iter(event))
