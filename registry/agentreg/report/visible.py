"""The one sanitizer: all text that was not written by us passes here before it is shown anywhere.

What it makes visible: control characters (a terminal obeys them), bidirectional controls and
default-ignorable characters (a reader does not see them), private use and lone surrogates (no terminal agrees
on them), and the tokens that a CI log obeys.
Each becomes like `<U+202E>`: ASCII, and it can be searched for.
"""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern

# Default_Ignorable_Code_Point (DerivedCoreProperties.txt) less what Python already calls unprintable: marks
# and letters that show nothing. A set, because a regex of such ranges takes 20 ms to compile.
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0")
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_UNSEEN = _UNSEEN_LETTERS | _SELECTORS

_EMOJI_SELECTOR, _KEYCAP = "\ufe0f", "\u20e3"

# Workflow commands: GitHub's runner trims a line of all Unicode blanks before it looks for `::`, and finds
# the legacy `##[` anywhere (actions/runner, ActionCommand.cs: TryParseV2, TryParse); Azure and TeamCity use
# `##vso[` and `##teamcity[`.
_CI_TOKEN = pattern(r"(?m)(?:^([^\S\n]*):(?=:))|#(?=#\w{0,16}\[)")


def visible(text: str) -> str:
    """Text that is safe to show on a terminal and in a log; line feeds and tabs stay.

    Args:
        text: Any text, lone surrogates included.

    Returns:
        The text with every character that hides, reorders or commands written as `<U+XXXX>`.
    """
    if not _is_plain(text):
        text = "".join(_shown(text, place) for place in range(len(text)))
    return _CI_TOKEN.sub(_break_token, text) if "##" in text or "::" in text else text


def visible_line(text: str) -> str:
    """Like `visible`, for a place that holds exactly one line: line feeds and tabs become spaces."""
    return visible(text.replace("\n", " ").replace("\t", " "))


def _is_plain(text: str) -> bool:
    printable = text.replace("\n", "").replace("\t", "").isprintable()
    return printable and (text.isascii() or _UNSEEN.isdisjoint(text))


def _shown(text: str, place: int) -> str:
    char = text[place]
    if char in "\n\t" or not _is_suspect(char) or _is_part_of_emoji(text, place):
        return char
    return f"<U+{ord(char):04X}>"


def _is_suspect(char: str) -> bool:
    if char.isprintable():
        return char in _UNSEEN
    from unicodedata import category

    # Blanks of all widths are no secret; emoji newer than this Python's Unicode data are no threat.
    return category(char) != "Zs" and not (category(char) == "Cn" and _is_emoji(char))


def _is_part_of_emoji(text: str, place: int) -> bool:
    """Whether a selector or joiner stands where emoji are written with one: there it hides nothing."""
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    match text[place]:
        case "\ufe0f":
            keycap = before in tuple("0123456789#*") and after == _KEYCAP
            return keycap or (_is_emoji(before) and after not in _SELECTORS)
        case "\u200d":
            return (_is_emoji(before) or before == _EMOJI_SELECTOR) and _is_emoji(after)
        case _:
            return False


def _is_emoji(char: str) -> bool:
    return "\u203c" <= char <= "\u3299" or "\U0001f000" <= char <= "\U0001faff" or char in ("©", "®")


def _break_token(match: re.Match[str]) -> str:
    first = match.group()[-1]
    return f"{match.group(1) or ''}<U+{ord(first):04X}>"
