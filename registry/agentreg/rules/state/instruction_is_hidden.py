"""What a rendered page does not show tells the model to do something."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hidden_orders import hidden_orders
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each comment, definition of a link, or element that is hidden."""
    for hidden in hidden_orders(scene.text, scene.definition.document.body, scene.outline.prompt.blocks):
        yield Hit(hidden.what, "", hidden.span.of(scene.text), after_span=hidden.span)
