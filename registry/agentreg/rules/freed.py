"""What an agent could do within limits only, and can do now by another tool.

What an agent may do counts a shell for all that a shell can do, whatever limits it: by that alone, a tool
that reaches the network would add nothing to `Bash(git status)`.
"""

from __future__ import annotations

from agentreg.formats.grants import risks_of
from agentreg.formats.hosts import HOSTS
from agentreg.formats.permissions import policy_on
from agentreg.model.definition import Definition, Host
from agentreg.model.tools import Effect, Permissions, Risk
from agentreg.records import NamedTuple
from agentreg.rules.gravity import GRAVE, is_wide


class Side(NamedTuple):
    """A definition, and what it lets its agent do on one host."""

    definition: Definition
    may: Permissions


class _Tool(NamedTuple):
    is_wide: bool
    risks: frozenset[Risk]


def freed(host: Host, before: Side, after: Side) -> frozenset[Risk]:
    """The risk classes of tools that are new, as far as nothing else let the agent do the like.

    Args:
        host: The host.
        before: The agent before.
        after: The agent after.

    Returns:
        Nothing where the agent had no tool with a limit. A tool without one adds all that only tools with a
        limit could do before; one with a limit adds what no tool could do, with or without a limit.
    """
    entries = before.definition.tools.entries
    if all(entry.specifier is None for entry in entries) or before.may.unrestricted or after.may.unrestricted:
        return frozenset()
    was, now = _tools(host, before), _tools(host, after)
    firm = _of_wide(was)
    limited = {risk for tool in was.values() for risk in tool.risks}
    new = [tool for name, tool in now.items() if name not in was]
    return frozenset(
        risk for tool in new for risk in tool.risks - (firm if tool.is_wide else limited) if risk in GRAVE
    )


def without_limits(host: Host, side: Side) -> frozenset[Risk]:
    """The risk classes of the tools of an agent that nothing limits."""
    return _of_wide(_tools(host, side))


def _of_wide(tools: dict[str, _Tool]) -> frozenset[Risk]:
    return frozenset(risk for tool in tools.values() if tool.is_wide for risk in tool.risks)


def _tools(host: Host, side: Side) -> dict[str, _Tool]:
    """What each tool can do that the agent has, however it came to it; a limited shell just executes."""
    entries = [entry for entry in policy_on(side.definition, host).entries if entry.effect is not Effect.DENY]
    limited = {entry.name for entry in entries} - {e.name for e in entries if is_wide(e, (host,))}
    tools = {}
    for name in side.may.tools:
        risks = frozenset(risks_of(name, HOSTS[host]))
        is_held = name in limited and Risk.EXECUTE in HOSTS[host].pool.get(name, ())
        tools[name] = _Tool(name not in limited, frozenset((Risk.EXECUTE,)) if is_held else risks)
    return tools
