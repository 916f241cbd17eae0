"""How steps are labelled (`3.`, `Step 3:`, `Phase II -`, `**3. Analyse**`), and their short names."""

from __future__ import annotations

import re

from agentreg.formats.patterns import pattern
from agentreg.records import NamedTuple

TITLE_LENGTH = 60

# Every label but a bare number holds one of these, in lower case.
LABEL_HINTS = (
    *("step", "phase", "stage", "步骤", "阶段", "第", "ステップ", "フェーズ"),
    *(f"{mark}{digit}" for mark in ("**", "__") for digit in range(1, 10)),
)

_NUMBERED = pattern(
    r"(\d{1,3})(?:(?:\.\d{1,3}){1,3}[.):]?(?=[ \t])|[.):\uff1a、]|[ \t]*[-\u2013—](?=[ \t]))[ \t]*"
)
_WORDED = pattern(
    r"(?:step|phase|stage|步骤|阶段|ステップ|フェーズ)[ \t]*#?(\d{1,3}|[ivx]{1,4}\b|[a-h]\b)[ \t]*"
    r"(?:[.):\uff1a\-\u2013—][ \t]*)?",
    re.IGNORECASE,
)
# Compiled where it is met: starting up is part of every `diff`.
_CHINESE = r"第([一二三四五六七八九十]|\d{1,3})[步阶][段骤]?[ \t]*(?:[.):\uff1a、\-\u2013—][ \t]*)?"
_CHINESE_DIGITS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_BOLD = pattern(r"[ \t]*(\*\*|__)([^*_\n]{1,120}?):?\1[ \t]*[:\uff1a]?")


class Label(NamedTuple):
    """A step's label.

    Attributes:
        number: The step's number.
        rest: What follows the label.
    """

    number: int
    rest: str


def read_label(title: str) -> Label | None:
    """The label that a title begins with, bare numbers included; None without one."""
    found = _NUMBERED.match(title)
    return Label(int(found.group(1)), title[found.end() :]) if found else read_worded_label(title)


def read_worded_label(title: str) -> Label | None:
    """The label that a text begins with when it says what it is: `Step 3`, not `3.`."""
    found = _WORDED.match(title)
    if found is None and title.startswith("第"):
        found = re.match(_CHINESE, title)
    return Label(_value(found.group(1).lower()), title[found.end() :]) if found else None


def short_title(written: str, said: str) -> str:
    """A step's short name.

    Args:
        written: Its source, without a list marker.
        said: The same without formatting and label.

    Returns:
        The words in bold that it begins with, else the start of what it says.
    """
    bold = _BOLD.match(written)
    if bold is not None:
        name = bold.group(2).strip()
        label = read_label(name)
        return (label.rest or name) if label else name
    first = said.partition("\n")[0]
    return first if len(first) <= TITLE_LENGTH else first[:TITLE_LENGTH].rpartition(" ")[0] + " …"


def _value(numeral: str) -> int:
    if numeral.isdecimal():
        return int(numeral)
    return _ROMAN.get(numeral) or _CHINESE_DIGITS.get(numeral) or ord(numeral) - ord("a") + 1
