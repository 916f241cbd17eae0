"""A whole tree of files is sent to another machine."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.grave_commands import sent_trees
from agentreg.rules.case import Hit
from agentreg.rules.state.passage import hit_of
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place."""
    for danger in sent_trees(scene.text, scene.definition.document.body):
        yield hit_of(scene, danger)
