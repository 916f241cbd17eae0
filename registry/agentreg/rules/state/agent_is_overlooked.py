"""The agent lies, or is named, nearly as hosts want it, so that none of them reads it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.overlooked import overlooked
from agentreg.formats.readers import skipped_at
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit, by the path alone."""
    definition = scene.definition
    if because := overlooked(definition.path):
        yield Hit(definition.name, after=because, after_span=skipped_at(definition))
