"""All that a disk, the system or a home holds is deleted."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.grave_commands import wiped_machines
from agentreg.rules.case import Hit
from agentreg.rules.state.passage import hit_of
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place."""
    for danger in wiped_machines(scene.text, scene.definition.document.body):
        yield hit_of(scene, danger)
