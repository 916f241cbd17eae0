"""Tags whose element a page does not show: by what they are, by an attribute, or by their style."""

from __future__ import annotations

import re
from html import unescape

from agentreg.formats.patterns import pattern

_NEVER_SHOWN = frozenset(("script", "style", "template"))
# They have no content that could be hidden.
_EMPTY = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905  # shorter so
)
_ATTRIBUTE = pattern(r"([^\s\"'<>/=]++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++))?")
_NOTE = pattern(r"/\*.*?\*/", re.DOTALL)
_ZERO = r"\s*+:\s*+0*\.?0*(?:px|p[tc]|r?em|ex|%)?\s*(?:!|;|\Z)"
_UNSEEN = pattern(
    r"(?<![\w-])(?:display\s*+:\s*+none|visibility\s*+:\s*+(?:hidden|collapse)|content-visibility\s*+:\s*+hidden)\b"
    rf"|(?<![\w-])(?:font-size|opacity){_ZERO}"
    r"|(?<![\w-])(?:left|right|top|text-indent)\s*+:\s*+-\d{4,}"
)
# White on white; on a ground of its own it can be read.
_PALE = pattern(
    r"(?<![\w-])color\s*+:\s*+(?:white|transparent|#f{3}\b|#f{6}\b|#[\da-f]{3}0\b|#[\da-f]{6}00\b"
    r"|rgba?\(\s*+255[\s,]++255[\s,]++255\b|rgba\([^)]*[,/]\s*0?\.?0+\s*\))"
)


def hides(name: str, attributes: str) -> bool:
    """Whether a page shows nothing of what an element holds.

    Args:
        name: The name of its tag.
        attributes: What else stands in the tag.
    """
    tag = name.lower()
    if tag in _NEVER_SHOWN:
        return True
    return tag not in _EMPTY and any(_hides(*found.groups("")) for found in _ATTRIBUTE.finditer(attributes))


def _hides(key: str, value: str) -> bool:
    match key.lower():
        case "hidden":
            return True
        case "style":
            return is_unseen(value)
        case _:
            return False


def is_unseen(style: str) -> bool:
    """Whether what has a style cannot be seen on a white page.

    Args:
        style: The value of the attribute as it is written.
    """
    plain = _NOTE.sub("", unescape(style.strip("\"'"))).lower()
    return bool(_UNSEEN.search(plain) or ("background" not in plain and _PALE.search(plain)))
