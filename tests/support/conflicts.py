"""A text with conflict markers, taken apart again."""

from __future__ import annotations

from agentreg.merge.markers import read_conflicts
from agentreg.merge.values import Clash, Part


def read_parts(text: str, *, size: int) -> tuple[Part, ...]:
    """The settled text and the clashes of a text with markers, in order: what `write_parts` was given."""
    parts: list[Part] = []
    at = 0
    for *clash, span in read_conflicts(text, size=size):
        parts += [text[at : span.start], Clash(*clash)]
        at = span.end
    return tuple(part for part in (*parts, text[at:]) if part)
