"""The agent names another, a skill or a command that a change took away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agentreg.diff.namesakes import way_between
from agentreg.formats.calls import Call, find_calls
from agentreg.formats.lost import lost_frontmatter
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Called, Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each name, where it is declared or else where the prompt first says it."""
    lost = scene.surroundings.lost.names
    told: set[Called] = set()
    for call in find_calls(scene.definition, lost) if lost else ():
        called = (call.kind, call.name)
        if called in told or (called in scene.surroundings.lost.in_part and not call.is_declared):
            continue
        if _is_own_name(scene, call):
            continue
        told.add(called)
        severity = None if call.is_declared else Severity.LOW
        subject = f"{call.kind} {call.name}"
        yield Hit(subject, after_span=call.span, severity=severity, because=_nearest(lost[called], scene))
        if len(told) == len(lost):
            return


def _is_own_name(scene: Scene, call: Call) -> bool:
    """Whether the line says how the agent itself is called, in frontmatter that no host finds."""
    text = scene.text
    line = text[text.rfind("\n", 0, call.span.start) + 1 : call.span.start]
    return line.strip(" \t\"'") == "name:" and lost_frontmatter(text) is not None


def _nearest(causes: Mapping[str, str], scene: Scene) -> str:
    """Why the one is gone that is called from here: of several of a name, the one in the nearest folder."""
    here = scene.definition.path
    return causes[min(causes, key=lambda path: (way_between(here, path), path))]
