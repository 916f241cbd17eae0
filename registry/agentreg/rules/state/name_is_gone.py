"""The agent names another, a skill or a command that a change took away."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.calls import Call, find_calls
from agentreg.model.definition import Kind
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each name, where it is declared or else where the prompt first says it."""
    lost = scene.surroundings.lost.names
    first: dict[tuple[Kind, str], Call] = {}
    for call in find_calls(scene.definition, lost) if lost else ():
        first.setdefault((call.kind, call.name), call)
    for called, call in first.items():
        severity = None if call.is_declared else Severity.LOW
        subject = f"{call.kind} {call.name}"
        yield Hit(subject, after_span=call.span, severity=severity, because=lost[called])
