"""Where prose names an agent whose name is known, without a mark that says so: `hand off to code-reviewer`.

A name of one word is a word of prose as well: only who hands work over means the agent. One of several words
is seldom anything else where it says who does a thing; one that says what is done (`code-review`) has to be
set off, or to be put to use.
"""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.model.document import Span

_NEAR = 48
# Part of a path, of an address, of a longer name or of an option.
_INSIDE = pattern(r"[\w./\\-]\Z")
_SEVERAL_WORDS = pattern(r"\w[-_ ]\w")
_ROLE = pattern(
    r"(?:[eo]r|[iy]st|[ei]ct|ert|ian|ant|pro|admin|coach|guide|lead|critic|detective|agent|bot)\Z",
    re.IGNORECASE,
)
# One of a kind: `you are a Backend Architect`.
_ONE_OF_A_KIND = pattern(r"\ban? [`*\"']{0,3}\Z", re.IGNORECASE)
_QUOTES = r"[`*\"'\[]{0,3}"
_HANDED_OVER = pattern(
    r"\b(?:delegat|escalat|hand(?:s|ed|ing)?[ -]?(?:\w+ )?(?:off|over))\w*[^.;\n]{0,24}? to"
    rf"(?: the|\*{{0,2}}:\*{{0,2}})? {_QUOTES}\Z",
    re.IGNORECASE,
)
_PUT_TO_USE = pattern(
    r"\b(?:us(?:e|es|ing)|invok(?:e|es|ing)|call(?:s|ing)?|spawn(?:s|ing)?|launch(?:es|ing)?|ask(?:s|ing)?|"
    r"consult(?:s|ing)?|engag(?:e|es|ing)|deploy(?:s|ing)?|r[au]n(?:s|ning)?|support|assist|help|guide|notify|"
    r"(?:defer|refer|rout|pass|forward|report|assign|send)\w*[^.;\n]{0,24}? to|with) (?:the )?"
    rf"{_QUOTES}\Z",
    re.IGNORECASE,
)
# What a shell is told, up to the name: `npm run code-review` runs a script of that name.
_WORDS = r"(?: (?!(?:and|or|then)\b)[\w.:@/=-]{1,60}){0,8} \Z"
_IN_CODE = pattern(
    r"(?:\$ )?(?!(?:use|ask|call|invoke|spawn|launch|consult|engage|deploy|delegate|hand|let|have|run|the)\b)"
    rf"[a-z./][\w./-]{{0,60}}{_WORDS}"
)
_AS_COMMAND = pattern(
    r"(?:^[ \t]*(?:[$>] )?|\b[Rr]un )"
    r"(?:npm|npx|pnpm|yarn|bunx?|deno|node|make|uvx?|pip[3x]?|poetry|python3?|cargo|docker|podman|kubectl|helm|"
    rf"git|gh|(?:ba|z)?sh|sudo|mvn|gradle|dotnet|composer|rake|bundle|brew){_WORDS}"
)
_LINE = 240
_SET_OFF = (("**", "**"), ('"', '"'), ("'", "'"))


def is_named(text: str, place: Span) -> bool:
    """Whether prose means an agent by a name.

    Args:
        text: The whole file.
        place: Where the name stands, with no letter or digit beside it.
    """
    before = text[max(0, place.start - _NEAR) : place.start]
    if _INSIDE.search(before) or _ONE_OF_A_KIND.search(before) or _is_in_command(text, place):
        return False
    name = place.of(text)
    if _HANDED_OVER.search(before):
        return True
    if not _SEVERAL_WORDS.search(name):
        return False
    return bool(_ROLE.search(name)) or _PUT_TO_USE.search(before) is not None or _is_set_off(text, place)


def _is_in_command(text: str, place: Span) -> bool:
    line = text[max(0, place.start - _LINE) : place.start].rpartition("\n")[2]
    is_code = line.count("`") % 2 == 1
    return bool(_IN_CODE.match(line.rpartition("`")[2]) if is_code else _AS_COMMAND.search(line))


def _is_set_off(text: str, place: Span) -> bool:
    return any(
        text.endswith(opened, 0, place.start) and text.startswith(closed, place.end)
        for opened, closed in _SET_OFF
    )
