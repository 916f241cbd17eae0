"""Files are read in which keys and passwords are kept."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.credentials import credential_reads
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place."""
    for danger in credential_reads(scene.text, scene.definition.document.body):
        yield Hit(danger.what, "", danger.span.of(scene.text), after_span=danger.span)
