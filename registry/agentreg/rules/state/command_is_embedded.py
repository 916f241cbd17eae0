"""A command stands in the text that other kinds of file run as they are loaded."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.dangers import embedded_commands
from agentreg.formats.text import quotation
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place."""
    for danger in embedded_commands(scene.text, scene.definition.document.body):
        yield Hit(danger.what, "", quotation(scene.text, danger.span), after_span=danger.span)
