"""A comment that a rendered page does not show tells the model to do something."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.comments import hidden_orders
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each comment."""
    if "<!--" in scene.text:
        for span in hidden_orders(scene.text, scene.outline.prompt.blocks):
            yield Hit("comment", "", span.of(scene.text), after_span=span)
