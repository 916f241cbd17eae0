"""A passage is encoded so that nobody reads it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.encoded import find_encoded
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each passage, with what it stands for where that can be read."""
    for found in find_encoded(scene.text, scene.definition.document.body):
        # A token is told as what it is.
        if any(
            found.span.start < secret.end and secret.start < found.span.end for _, secret in scene.secrets
        ):
            continue
        written = found.span.of(scene.text)
        yield Hit(found.what, written, found.decoded or written, after_span=found.span)
