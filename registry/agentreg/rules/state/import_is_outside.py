"""A file outside the project is taken into the prompt."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.paths import leaves_project
from agentreg.model.outward import ReferenceKind
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each import that leads out."""
    path = scene.definition.path
    for reference in scene.references:
        if reference.kind is ReferenceKind.IMPORT and leaves_project(reference.target, path):
            yield Hit("import", "", reference.target, after_span=reference.span)
