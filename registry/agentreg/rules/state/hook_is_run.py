"""The agent brings a hook: a command that runs on an event, whatever its tools are."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.nested import subject_of, whole
from agentreg.formats.permissions import effective
from agentreg.model.tools import Risk
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.started import Started, hooks_of
from agentreg.rules.state.commanding import heeding, weighed
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each hook that a host heeds; medium where the agent runs commands anyhow."""
    hosts = heeding(scene, "hooks")
    for hook in hooks_of(scene.definition) if hosts else ():
        hit = Hit(subject_of(hook.part), "", whole(hook.part), after_span=hook.part.span, hosts=hosts)
        hit, is_grave = weighed(hit, (*hook.commands, *hook.addresses))
        is_mild = not is_grave and not _goes_beyond(scene, hook)
        yield hit._replace(severity=Severity.MEDIUM) if is_mild else hit


def _goes_beyond(scene: Scene, hook: Started) -> bool:
    """Whether a hook runs a command where no tool of the agent does."""
    return bool(hook.commands) and Risk.EXECUTE not in effective(scene.definition).risks
