"""Tags whose element a page does not show: by what they are, by an attribute, or by their style."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from html import unescape

from agentreg.formats.patterns import pattern
from agentreg.formats.unseen_styles import is_unseen


class Veil(StrEnum):
    """How an element keeps back what is in it; the value is the word shown."""

    HIDDEN = "hidden element"
    CLOSED = "closed element"


_NEVER_SHOWN = frozenset(("script", "style", "template"))
# Prompts have tags of these names, too, or a blank to be filled in: only what is closed is an element.
_HELD_BACK = frozenset("datalist dialog head iframe noembed noframes noscript title".split())  # noqa: SIM905
# They have no content that could be hidden.
_EMPTY = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905  # shorter so
)
_ATTRIBUTE = pattern(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?")
# What a page shows when pointed at, reads aloud, keeps for search engines or for scripts.
_SAYING = frozenset(
    ("title", "alt", "content", "aria-label", "aria-description", "placeholder", "value", "summary", "label")
)


def veil_of(name: str, attributes: str) -> Veil | None:
    """How a page keeps back what an element holds; None where it shows it.

    Args:
        name: The name of its tag.
        attributes: What else stands in the tag.
    """
    tag = name.lower()
    if tag in _EMPTY:
        return None
    # Of two of a name the first counts (HTML, 13.2.5.33).
    stated = dict(reversed([*_attributes(attributes)]))
    shown_open = tag in ("dialog", "details") and "open" in stated
    if tag in _NEVER_SHOWN or (tag in _HELD_BACK and not shown_open):
        return Veil.HIDDEN
    if "hidden" in stated or is_unseen(stated.get("style", "")):
        return Veil.HIDDEN
    return Veil.CLOSED if tag == "details" and not shown_open else None


def needs_end(name: str) -> bool:
    """Whether a tag of that name hides only what an end tag closes."""
    return name.lower() in _HELD_BACK or name.lower() == "details"


def said_by_attributes(attributes: str) -> tuple[str, ...]:
    """What the attributes of a tag say to somebody, and no page shows."""
    return tuple(
        unescape(value) for key, value in _attributes(attributes) if key in _SAYING or key.startswith("data-")
    )


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(text):
        yield found[1].lower(), (found[2] or "").strip("\"'")
