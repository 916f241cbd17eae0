"""The lines that an unresolved merge leaves in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agentreg.formats.fences import outside_fences
from agentreg.formats.patterns import pattern
from agentreg.model.document import LineIndex, Span, split_lines

DECIDE = "decide for one version, and take the markers out"
"""What to do about one that is left."""

GIT_SIZE = 7
"""How long Git's markers are, unless a repository says otherwise."""

# The marks, then a blank and a label, or nothing. A file may begin with one, behind its byte order mark.
MARKER = pattern(rf"^\ufeff?([<|=>])(\1{{{GIT_SIZE - 1},}})(?=[ \r\n]|\Z)", re.MULTILINE)
"""A marker line; its groups are its mark (`=` also underlines headings) and the repetitions of it."""


def open_conflicts(text: str) -> Iterator[Span]:
    """The conflicts that a text still holds, and the single markers of those that were resolved by half.

    Args:
        text: The whole file. What a code fence holds is an example of a conflict.

    Yields:
        Each from its first marker to its last; the one marker where the other is missing.
    """
    if "<" * GIT_SIZE not in text and ">" * GIT_SIZE not in text:
        return
    lines, outside = LineIndex(text), list(outside_fences(split_lines(text)))
    opened: Span | None = None
    for found in MARKER.finditer(text):
        here = Span(found.start(1), _line_end(text, found.end()))
        # A side of a conflict may open a fence that only the other one closes.
        if found[1] not in "<>" or not (opened or outside[lines.line(here.start) - 1]):
            continue
        if found[1] == ">":
            yield Span(opened.start if opened else here.start, here.end)
            opened = None
        else:
            if opened:
                yield opened
            opened = here
    if opened:
        yield opened


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
