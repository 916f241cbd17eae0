"""Another agent has almost the same name: one of the host, or of another source."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.formats.near_names import is_near, name_without_marks
from agentreg.rules.case import Hit
from agentreg.rules.state.naming import place_of_name
from agentreg.rules.state.scene import Scene
from agentreg.rules.view import hosts_of, shown


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each name; within one project two such names are its own business."""
    name, span = scene.definition.known_as, place_of_name(scene.definition)
    near = {
        f"{known}, which {shown(host)} brings along": known
        for host in hosts_of(scene.definition)
        for known in sorted(HOSTS[host].brings)
    }
    bare = name_without_marks(name)
    told = [
        each for each, known in near.items() if is_near(name, known) and bare != name_without_marks(known)
    ]
    told += [f"{one.name} of {one.source}" for one in scene.surroundings.elsewhere.nearly_named(name)]
    for each in dict.fromkeys(told):
        yield Hit(name, "", each, after_span=span)
