"""The agent brings an MCP server: a process that is started, or an address that is called."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.field_areas import SERVERS
from agentreg.diff.nested import subject_of, whole
from agentreg.rules.addresses import takes_data
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.started import Started, servers_of
from agentreg.rules.state.commanding import heeding, weighed
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each server that a host heeds."""
    hosts = {key: heeding(scene, key) for key in SERVERS}
    for server in servers_of(scene.definition):
        if hosts[server.key]:
            part = server.part
            hit = Hit(subject_of(part), "", whole(part), after_span=part.span, hosts=hosts[server.key])
            hit, is_grave = weighed(hit, server.commands)
            is_grave = is_grave or any(map(_is_drop, server.addresses))
            yield hit if is_grave else hit._replace(severity=_usual(server))


def _is_drop(address: str) -> bool:
    """Whether data is left at an address; a blank in it is how a server is told who asks."""
    url = address.partition("?")[0]
    return not {"$", "{"} & set(url) and takes_data(url)


def _usual(server: Started) -> Severity:
    return Severity.MEDIUM if server.commands or server.addresses else Severity.LOW
