"""Another agent has the same name."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.near_names import folded_name
from agentreg.model.definition import NO_HOST
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.naming import both_read_by, hides, may_do_more, others, place_of_name, same_tree
from agentreg.rules.state.scene import Neighbour, Scene
from agentreg.rules.view import shown

_ELSEWHERE = "another source"
_BESIDE = "another folder"


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for all agents of that name in the project, and one for those of other sources.

    One more is for those in the folder of another host that a host reads as well. High where a change brings
    one that takes the place of another and may do more than that; a note where none is installed. What the
    project does is told apart: other sources come and go.
    """
    definition = scene.definition
    name = folded_name(definition.known_as)
    if not name:
        return
    namesakes = [one for one in others(scene) if folded_name(one.name) == name]
    usurped = {one.path for one in namesakes if _takes_over(scene, one)}
    here = sorted({one.path for one in namesakes if same_tree(definition, one)} | usurped)
    came = scene.surroundings.lost.newcomers
    because = next((came[path] for path in here if path in came), "")
    elsewhere = sorted(f"{one.source}/{one.path}" for one in scene.surroundings.elsewhere.named(name))
    for kind, places, why in (("", here, because), (_ELSEWHERE, elsewhere, "")):
        if places:
            severity = None if usurped and not kind else Severity.MEDIUM
            yield Hit(
                definition.known_as,
                kind,
                ", ".join(places),
                after_span=place_of_name(definition),
                severity=Severity.NOTE if definition.host in NO_HOST else severity,
                because=why,
            )
    yield from _beside(scene)


def _beside(scene: Scene) -> Iterator[Hit]:
    """One hit for all agents in other hosts' folders that a host takes for the same name."""
    definition = scene.definition
    read = {one.path: by for one in others(scene) if (by := both_read_by(definition, one))}
    if not read:
        return
    names = {shown(host): name for by in read.values() for host, name in by.items()}
    yield Hit(
        next(iter(names.values())),
        _BESIDE,
        ", ".join(sorted(read)),
        after_span=place_of_name(definition),
        severity=Severity.MEDIUM,
        hosts=tuple(names),
        because=f"{' and '.join(names)} find{'s' if len(names) == 1 else ''} both",
    )


def _takes_over(scene: Scene, other: Neighbour) -> bool:
    """Whether the agent came by a change, may be called where another one was, and may do more than that."""
    came, definition = scene.surroundings.lost.newcomers, scene.definition
    is_new = definition.path in came and other.path not in came
    return (
        is_new
        and (same_tree(definition, other) or hides(definition, other))
        and may_do_more(definition, other)
    )
