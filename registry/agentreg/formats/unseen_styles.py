"""Styles by which a page shows nothing of an element, declaration by declaration (CSS)."""

from __future__ import annotations

from html import unescape

from agentreg.formats.patterns import pattern

_NOTE = pattern(r"/\*.*?\*/")
_ZERO = r"[+-]?(?:0+\.?0*|\.0+)(?:[a-z]{2,4}|%)?"
_OUTSIDE = (
    r"-(?:\d{4,}(?:\.\d+)?(?:px|p[tc])?|\d{2,}(?:\.\d+)?(?:r?em|ch|ex|in|cm)|\d{3,}(?:\.\d+)?(?:%|v[hw]))"
)
_NOTHING = rf"{_ZERO}|1(?:\.\d+)?px"
# Each value is matched as a whole, in small letters and without blanks at its ends.
_HIDING = {
    "display": pattern("none"),
    "visibility": pattern("hidden|collapse"),
    "content-visibility": pattern("hidden"),
    # Up to a pixel nobody reads it.
    "font-size": pattern(rf"{_ZERO}|[01]?(?:\.\d+)?(?:px|pt)|0?\.0\d*r?em|[0-5](?:\.\d+)?%"),
    "opacity": pattern(r"0+(?:\.0\d*)?|\.0\d*|[0-5](?:\.\d+)?%"),
    "filter": pattern(r".*\bopacity\(\s*0*(?:\.0\d*)?%?\s*\).*"),
    "max-height": pattern(_ZERO),
    "max-width": pattern(_ZERO),
    "text-indent": pattern(_OUTSIDE),
    "left": pattern(_OUTSIDE),
    "right": pattern(_OUTSIDE),
    "top": pattern(_OUTSIDE),
    "bottom": pattern(_OUTSIDE),
    "margin-left": pattern(_OUTSIDE),
    "margin-top": pattern(_OUTSIDE),
    "scale": pattern(_ZERO),
    "transform": pattern(
        rf".*(?:\bscale(?:3d|[xy])?\(\s*{_ZERO}\s*[,)]|\btranslate(?:3d|[xy])?\([^)]*?{_OUTSIDE}).*"
    ),
    "clip-path": pattern(
        r"inset\(\s*(?:100|[5-9]\d)(?:\.\d+)?%(?:\s*\)|\s+round\b.*)|(?:circle|ellipse)\(\s*0(?:px|%)?\b.*"
    ),
    "clip": pattern(r"rect\((?:\s*[01](?:px)?\s*,?){4}\)"),
}
# They cut off what does not fit into them.
_NO_ROOM, _CUT = pattern(_NOTHING), pattern(r"(?:hidden|clip)(?:\s+(?:hidden|clip))?")
_CLEAR = pattern(r"transparent|#[\da-f]{3}0|#[\da-f]{6}00|(?:rgba?|hsla?)\([^)]*[,/]\s*0?\.?0*%?\s*\)")
_PAGE = "#ffffff"
_LONGEST = 300
"""Characters of a value that are looked at."""

_NUMBERS = pattern(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\b.*")
_NAMES = {"white": _PAGE, "black": "#000000"}


def is_unseen(style: str) -> bool:
    """Whether what has a style cannot be seen on a white page.

    Args:
        style: The value of the attribute as it is written.
    """
    declared = _declarations(style)
    if any(key in declared and hiding.fullmatch(declared[key]) for key, hiding in _HIDING.items()):
        return True
    return _has_no_room(declared) or _is_pale(declared)


def _declarations(style: str) -> dict[str, str]:
    """The last value of each property."""
    plain = _NOTE.sub("", unescape(style.strip("\"'"))).lower()
    pairs = (one.partition(":") for one in plain.split(";"))
    return {key.strip(): value[:_LONGEST].replace("!important", "").strip() for key, _, value in pairs}


def _has_no_room(declared: dict[str, str]) -> bool:
    cuts = any(_CUT.fullmatch(declared.get(key, "")) for key in ("overflow", "overflow-x", "overflow-y"))
    return cuts and any(_NO_ROOM.fullmatch(declared.get(key, " ")) for key in ("height", "width"))


def _is_pale(declared: dict[str, str]) -> bool:
    """Whether a text has the colour of its ground; the page's is white."""
    color = declared.get("color", "")
    ground = declared.get("background-color") or declared.get("background")
    if not color:
        return False
    return _CLEAR.fullmatch(color) is not None or _hex(color) == (_hex(ground) if ground else _PAGE)


def _hex(color: str) -> str:
    """A colour as six digits, where it is written in one of the common ways."""
    if numbers := _NUMBERS.fullmatch(color):
        return "#" + "".join(f"{int(number):02x}" for number in numbers.groups())
    short = len(color) == len("#fff") and color.startswith("#")
    return "".join(char if char == "#" else char * 2 for char in color) if short else _NAMES.get(color, color)
