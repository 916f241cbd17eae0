"""An option skips what asks or checks, or a protection is switched off."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.dangers import skipped_safeguards
from agentreg.formats.protections import protections_off
from agentreg.rules.case import Hit
from agentreg.rules.state.passage import hit_of
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place."""
    place = scene.text, scene.definition.document.body
    for danger in (*skipped_safeguards(*place), *protections_off(*place)):
        yield hit_of(scene, danger)
