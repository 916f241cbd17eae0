"""The agent's name, or one of its tools, only looks like the name that it seems to be."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.hidden import posing_names
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each name, with the letters that nobody can tell from others."""
    for place in posing_names(scene.definition):
        letters = sorted({f"U+{ord(char):04X}" for char in place.word if not char.isascii()})
        yield Hit(place.subject, ", ".join(letters), place.told, after_span=place.span)
