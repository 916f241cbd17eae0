"""Another agent has the same name."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.near_names import folded_name
from agentreg.model.definition import Host
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.naming import others, place_of_name, same_tree
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for all agents of that name; a note where none of them is installed."""
    definition = scene.definition
    name = folded_name(definition.known_as)
    if not name:
        return
    taken = sorted(
        f"{one.source}/{one.path}" if one.source else one.path
        for one in others(scene)
        if folded_name(one.name) == name and (one.source or same_tree(definition, one))
    )
    if taken:
        came = scene.surroundings.lost.newcomers
        yield Hit(
            definition.known_as,
            "",
            ", ".join(taken),
            after_span=place_of_name(definition),
            severity=Severity.NOTE if definition.host is Host.GENERIC else None,
            because=next((came[path] for path in taken if path in came), ""),
        )
