"""A merge left its markers."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.conflicts import open_conflicts
from agentreg.model.document import Span
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each conflict, told by its first marker."""
    for span in open_conflicts(scene.text):
        end = scene.text.find("\n", span.start, span.end)
        first = Span(span.start, span.end if end < 0 else end)
        yield Hit("conflict", "", first.of(scene.text).strip("\ufeff\r"), after_span=first)
