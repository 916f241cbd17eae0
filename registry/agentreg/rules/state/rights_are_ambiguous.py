"""A field that limits the agent can be read in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.clarity import blurred_limits
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each field."""
    for key, written, span in blurred_limits(scene.definition):
        yield Hit(key, "", written, after_span=span)
