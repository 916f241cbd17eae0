"""What an agent brings that runs or connects beside its tools: hooks, and MCP servers.

The lists of tools limit neither: a hook runs on its event, a server is started or called with the agent.
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.field_areas import SERVERS
from agentreg.diff.nested_parts import Part, hook_parts, server_parts
from agentreg.formats.hosts.profile import HostProfile
from agentreg.model.definition import Definition
from agentreg.model.tools import Risk
from agentreg.records import NamedTuple

# Where a handler or a server states what is run, on any system or on one.
_COMMANDS = ("command", "bash", "powershell", "windows", "linux", "osx")
# Where it states what is called; Gemini has two names of its own.
_ADDRESSES = ("url", "httpUrl", "serverUrl", "tcp")


class Started(NamedTuple):
    """A hook or a server.

    Attributes:
        key: The field that states it.
        part: What is stated.
        commands: What it runs, each with its arguments as one line.
        addresses: What it calls.
    """

    key: str
    part: Part
    commands: tuple[str, ...]
    addresses: tuple[str, ...]

    @property
    def risks(self) -> frozenset[Risk]:
        """What it may do whatever the agent's tools are; nothing for the mere name of a known server."""
        runs, calls = {Risk.EXECUTE} if self.commands else set(), {Risk.NETWORK} if self.addresses else set()
        return frozenset(runs | calls)


def hooks_of(definition: Definition) -> Iterator[Started]:
    """The hooks of an agent."""
    for field in definition.frontmatter.fields:
        if field.key == "hooks":
            yield from (_started(field.key, part) for part in hook_parts(field.value, field.lines))


def servers_of(definition: Definition) -> Iterator[Started]:
    """The MCP servers of an agent."""
    for field in definition.frontmatter.fields:
        if field.key in SERVERS:
            yield from (_started(field.key, part) for part in server_parts(field.value, field.lines))


def risks_beside_tools(definition: Definition, profile: HostProfile) -> tuple[Risk, ...]:
    """The risk classes of what an agent starts on a host, sorted; those of its tools are not among them."""
    started = (*hooks_of(definition), *servers_of(definition))
    found = {risk for one in started if profile.heeds(one.key, definition.path) for risk in one.risks}
    return tuple(sorted(found))


def _started(key: str, part: Part) -> Started:
    if isinstance(part.value, str):
        # A hook may be its command alone; a server so is one that the host knows already.
        return Started(key, part, (part.value,) if key == "hooks" and part.value else (), ())
    handlers = tuple(_mappings(part.value))
    commands = (_line(one[name], one.get("args")) for one in handlers for name in _COMMANDS if one.get(name))
    addresses = (one[name] for one in handlers for name in _ADDRESSES)
    return Started(key, part, tuple(commands), tuple(str(one) for one in addresses if one))


def _mappings(value: object) -> Iterator[dict[str, object]]:
    """A mapping, and those in lists of handlers; what lies deeper are options and variables."""
    match value:
        case dict():
            yield {**dict.fromkeys(_ADDRESSES, ""), **value}
        case list():
            for item in value:
                yield from _mappings(item)


def _line(command: object, arguments: object) -> str:
    words = [*_texts(command), *_texts(arguments)]
    return " ".join(words)


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [str(item) for item in value]
        case _:
            return []
