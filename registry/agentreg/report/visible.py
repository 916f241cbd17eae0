"""The one sanitizer: all text that was not written by us passes here before it is shown anywhere.

What it makes visible: control characters (a terminal obeys them), bidirectional controls and
default-ignorable characters (a reader does not see them), private use and lone surrogates (no terminal agrees
on them), and the tokens that a CI log obeys.
Each becomes like `<U+202E>`: ASCII, and it can be searched for.
"""

from __future__ import annotations

import re

# The 17 ranges of Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt); the standard library
# knows only general categories, and these are spread over Cf, Mn, Lo and Cn.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_NO_AGREEMENT = "\ud800-\udfff\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff"
_EMOJI = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"

# Emoji are written with variation selector 16 and joiners; there, and only there, they carry no hidden text.
_HARMLESS = "|".join(
    (
        f"(?<=[{_EMOJI}])\ufe0f(?![\ufe00-\ufe0f])",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",
        f"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])",
    )
)
_SUSPECT = re.compile(f"(?:{_HARMLESS})|([{_CONTROL}{_IGNORABLE}{_NO_AGREEMENT}])")

# Workflow commands: GitHub's runner trims a line before it looks for `::`, and finds the legacy `##[`
# anywhere (actions/runner, ActionCommand.cs: TryParseV2, TryParse); Azure and TeamCity use `##vso[` and
# `##teamcity[`.
_CI_TOKEN = re.compile(r"(?m)(?:^([ \t]*):(?=:))|#(?=#\w{0,16}\[)")


def visible(text: str) -> str:
    """Text that is safe to show on a terminal and in a log; line feeds and tabs stay.

    Args:
        text: Any text, lone surrogates included.

    Returns:
        The text with every character that hides, reorders or commands written as `<U+XXXX>`.
    """
    if text.isascii() and text.isprintable() and "##" not in text and "::" not in text:
        return text
    return _CI_TOKEN.sub(_break_token, _SUSPECT.sub(_name_character, text))


def visible_line(text: str) -> str:
    """Like `visible`, for a place that holds exactly one line: line feeds and tabs become spaces."""
    return visible(" ".join(text.split("\n")).replace("\t", " "))


def _name_character(match: re.Match[str]) -> str:
    suspect = match.group(1)
    return f"<U+{ord(suspect):04X}>" if suspect else match.group()


def _break_token(match: re.Match[str]) -> str:
    first = match.group()[-1]
    return f"{match.group(1) or ''}<U+{ord(first):04X}>"
