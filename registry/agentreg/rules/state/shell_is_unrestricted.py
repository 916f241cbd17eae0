"""The agent is granted a shell that runs any command."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.model.tools import Effect, Risk
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each entry that grants such a tool without saying for which commands."""
    pool = HOSTS[scene.definition.host].pool
    for entry in scene.definition.tools.entries:
        runs = Risk.EXECUTE in pool.get(entry.name, ())
        # Of a command two stars are as much as one.
        is_any = entry.specifier is None or not entry.specifier.strip("* ")
        if runs and is_any and entry.effect is Effect.ALLOW:
            yield Hit(entry.name, after_span=entry.span)
