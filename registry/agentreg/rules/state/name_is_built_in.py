"""The agent has the name of one that its host brings along."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.formats.near_names import name_without_marks
from agentreg.model.definition import Host
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.naming import place_of_name
from agentreg.rules.state.scene import Scene
from agentreg.rules.view import hosts_of, shown

# Where taking the place of an agent is a documented way to adapt it, and where nothing is installed yet.
_MILDER = (Host.OPENCODE, Host.CODEX, Host.GENERIC)


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each host, milder where that is how one adapts its agents."""
    definition = scene.definition
    # Who calls an agent does so in words: `general purpose` and `General_Purpose` are told apart by nobody.
    name = name_without_marks(definition.known_as)
    for host in hosts_of(definition):
        if name in map(name_without_marks, HOSTS[host].brings):
            severity = Severity.MEDIUM if host in _MILDER else None
            span = place_of_name(definition)
            yield Hit(definition.known_as, after_span=span, severity=severity, hosts=(shown(host),))
