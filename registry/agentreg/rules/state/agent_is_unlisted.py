"""The manifest that brought the agent lists it no more."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.rules.case import Hit
from agentreg.rules.state.naming import place_of_name
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for the manifest."""
    definition = scene.definition
    if manifest := scene.surroundings.lost.unlisted.get(definition.path):
        hit = Hit(definition.known_as, "", manifest, after_span=place_of_name(definition))
        if manifest in scene.surroundings.broken:
            hit = hit._replace(because="nobody can read it", hint="mend the manifest")
        yield hit
