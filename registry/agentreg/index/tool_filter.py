"""Which agents may use a tool, whatever their hosts call it."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.tool_names import names_of_tool
from agentreg.index.values import Agent
from agentreg.model.definition import Host


def with_tool(agents: Iterable[Agent], tool: str) -> list[Agent]:
    """The agents that may use a tool: those that name it, with or without a specifier, or have every tool.

    Args:
        agents: Agents of any hosts.
        tool: A name or alias of the tool on any host, in any case.
    """
    names = names_of_tool(tool)
    return [
        agent
        for agent in agents
        if agent.unrestricted or not names[Host(agent.host)].isdisjoint(map(_name, agent.tools))
    ]


def _name(granted: str) -> str:
    return granted.partition("(")[0].casefold()
