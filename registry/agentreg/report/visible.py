r"""The one sanitizer: all text that was not written by us passes here before it is shown anywhere.

What it makes visible: control characters (a terminal obeys them), bidirectional controls and
default-ignorable characters (a reader does not see them), private use and lone surrogates (no terminal agrees
on them), and the tokens that a CI log obeys.
Each becomes like `<U+202E>`: ASCII, and it can be searched for. A byte that is no UTF-8 becomes `\xe9`, as
in the paths that Git tells.
"""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.formats.unseen import UNSEEN, is_new_emoji, is_part_of_emoji, is_plain

# Workflow commands: GitHub's runner trims a line of all Unicode blanks before it looks for `::`, and finds
# the legacy `##[` anywhere (actions/runner, ActionCommand.cs: TryParseV2, TryParse); Azure and TeamCity use
# `##vso[` and `##teamcity[`.
_CI_TOKEN = pattern(r"(?m)(?:^([^\S\n]*):(?=:))|#(?=#\w{0,16}\[)")


def visible(text: str) -> str:
    r"""Text that is safe to show on a terminal and in a log; line feeds and tabs stay.

    Args:
        text: Any text, lone surrogates included.

    Returns:
        The text with every character that hides, reorders or commands written as `<U+XXXX>`, and every byte
        that is no UTF-8 as `\xNN`.
    """
    if not is_plain(text):
        text = "".join(_shown(text, place) for place in range(len(text)))
    return _CI_TOKEN.sub(_break_token, text) if "##" in text or "::" in text else text


def visible_line(text: str) -> str:
    """Like `visible`, for a place that holds exactly one line: line feeds and tabs become spaces."""
    return visible(text.replace("\n", " ").replace("\t", " "))


def one_line(text: str) -> str:
    """A text of any length as one visible line, its blanks and line ends each a single space.

    What Python takes for a blank besides, such as a vertical tab, is named before it could get lost.
    """
    return " ".join(visible(text.replace("\r\n", "\n")).split())


def _shown(text: str, place: int) -> str:
    char = text[place]
    if char in "\n\t" or not _is_suspect(char) or is_part_of_emoji(text, place):
        return char
    if "\udc80" <= char <= "\udcff":
        # A byte that is no UTF-8, in the words of Git's paths.
        return f"\\x{ord(char) & 0xFF:02x}"
    return f"<U+{ord(char):04X}>"


def _is_suspect(char: str) -> bool:
    if char in UNSEEN or char.isprintable():
        return char in UNSEEN
    from unicodedata import category

    # Blanks of all widths are no secret; emoji newer than this Python's Unicode data are no threat.
    return category(char) != "Zs" and not (category(char) == "Cn" and is_new_emoji(char))


def _break_token(match: re.Match[str]) -> str:
    first = match.group()[-1]
    return f"{match.group(1) or ''}<U+{ord(first):04X}>"
