"""The agent has every tool of a host, or every tool of all servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agentreg.formats.grants import ALL_SERVERS
from agentreg.formats.hosts import HOSTS
from agentreg.formats.permissions import effective
from agentreg.model.tools import Effect, ToolPolicy, ToolState
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene
from agentreg.rules.view import hosts_of, shown


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for all hosts that grant everything for one reason, and one for a wildcard over servers."""
    definition = scene.definition
    policy = definition.tools
    severity = None if policy.state is ToolState.ALL or _allows_all(policy) else Severity.NOTE
    groups: dict[str, list[str]] = defaultdict(list)
    for place, host in enumerate(hosts_of(definition)):
        # Beside the main one, a host that knows no list of tools takes whatever is stated for none.
        if place and policy.key not in HOSTS[host].fields:
            continue
        may = effective(definition, host)
        if may.unrestricted:
            groups[may.because].append(shown(host))
    for because, hosts in groups.items():
        yield Hit("tools", "", because, after_span=policy.span, severity=severity, hosts=tuple(hosts))
    for entry in policy.entries if not groups else ():
        if entry.name in ALL_SERVERS:
            yield Hit("servers", "", f"`{entry.raw}`", after_span=entry.span)


def _allows_all(policy: ToolPolicy) -> bool:
    """Whether a rule says of every tool that it may be used (OpenCode: `"*": allow`)."""
    return any(entry.name == "*" and entry.effect is Effect.ALLOW for entry in policy.entries)
