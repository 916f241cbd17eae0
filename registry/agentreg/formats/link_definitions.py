"""Definitions of links, as CommonMark has them: a page shows neither their labels nor their titles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from agentreg.formats.patterns import pattern
from agentreg.formats.text import trimmed
from agentreg.model.document import Span
from agentreg.records import NamedTuple

_BREAK = r"[ \t]*+(?:\r?\n[ \t>]*+(?!\r?\n))?"
# A title may go over lines, but over no blank one.
_INSIDE = r"\\.|\n(?![ \t>]*+\r?\n)"
_TITLE = (
    rf"\"(?P<double>(?:[^\"\\\n]|{_INSIDE})*+)\"|'(?P<single>(?:[^'\\\n]|{_INSIDE})*+)'"
    rf"|\((?P<round>(?:[^()\\\n]|{_INSIDE})*+)\)"
)
_DEFINITION = pattern(
    r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*+\[(?!\^)(?P<label>(?:[^\[\]\\]|\\.){1,999}+)\]:"
    rf"{_BREAK}(?P<target><(?:[^<>\\\n]|\\.)*+>|[^\s<]\S*+)(?:{_BREAK}(?:{_TITLE}))?[ \t]*+\r?$",
    re.MULTILINE,
)


class Definition(NamedTuple):
    """A definition of a link: where it stands, and its parts as they are written."""

    span: Span
    label: str
    target: str
    title: str


def find_definitions(text: str, body: Span, shown: tuple[Span, ...]) -> Iterator[Definition]:
    """The definitions of a prompt.

    Args:
        text: The whole file.
        body: Where its prompt stands.
        shown: What a page shows, in order.
    """
    for found in _DEFINITION.finditer(text, *body):
        # What does not begin a paragraph, or stands in code, is text like any other.
        following = bisect_left(shown, (found.start("label"), 0))
        if following == len(shown) or shown[following].start >= found.end():
            title = found["double"] or found["single"] or found["round"] or ""
            span = trimmed(text, found.start("label") - 1, found.end())
            yield Definition(span, found["label"], found["target"].strip("<>"), title)
