"""Another agent has the same name."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.near_names import folded_name
from agentreg.model.definition import NO_HOST
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.naming import others, place_of_name, same_tree
from agentreg.rules.state.scene import Scene

_ELSEWHERE = "another source"


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for all agents of that name in the project, and one for those of other sources.

    A note where none of them is installed. What the project does is told apart: other sources come and go.
    """
    definition = scene.definition
    name = folded_name(definition.known_as)
    if not name:
        return
    here = sorted(
        one.path for one in others(scene) if folded_name(one.name) == name and same_tree(definition, one)
    )
    came = scene.surroundings.lost.newcomers
    because = next((came[path] for path in here if path in came), "")
    elsewhere = sorted(f"{one.source}/{one.path}" for one in scene.surroundings.elsewhere.named(name))
    for kind, places, why in (("", here, because), (_ELSEWHERE, elsewhere, "")):
        if places:
            yield Hit(
                definition.known_as,
                kind,
                ", ".join(places),
                after_span=place_of_name(definition),
                severity=Severity.NOTE if definition.host in NO_HOST else None,
                because=why,
            )
