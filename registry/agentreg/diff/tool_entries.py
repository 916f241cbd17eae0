"""Entries of tool lists: what one is called in a change, and which accepts all that another accepts."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.model.tools import Effect, ToolEntry
from agentreg.records import NamedTuple

_SHELLS = frozenset(("Bash", "PowerShell", "shell"))


def subject_of(entry: ToolEntry) -> str:
    """What a change of the entry is about: `tool Bash(git *)`, `server github`."""
    return f"server {entry.server}" if names_server(entry) else f"tool {entry.key}"


def names_server(entry: ToolEntry) -> bool:
    """Whether an entry stands for every tool of an MCP server."""
    if entry.server is None:
        return False
    return entry.name.endswith(("*", f"__{entry.server}")) or entry.server == "*"


class Reach(NamedTuple):
    """What the entries of a list grant as a whole.

    Attributes:
        tools: The tools that are granted without a specifier.
        servers: The servers of which every tool is granted; `*` for all of them.
    """

    tools: frozenset[str]
    servers: frozenset[str]

    def includes(self, entry: ToolEntry) -> bool:
        """Whether a wider entry than this one grants it: its tool, its server, its set of tools."""
        if entry.specifier is not None and entry.name in self.tools:
            return True
        if "*" in self.tools and entry.name != "*":
            return True
        if entry.server is not None:
            whole = names_server(entry)
            return ("*" in self.servers and entry.server != "*") or (
                not whole and entry.server in self.servers
            )
        # VS Code: `search` has `search/codebase`.
        owner, slash, _tool = entry.name.partition("/")
        return bool(slash) and owner in self.tools


def reach_of(entries: Iterable[ToolEntry]) -> Reach:
    """What entries grant as a whole; those that deny are left out."""
    wide = [entry for entry in entries if entry.specifier is None and entry.effect is not Effect.DENY]
    servers = (entry.server for entry in wide if entry.server is not None and names_server(entry))
    return Reach(frozenset(entry.name for entry in wide), frozenset(servers))


def covers(one: ToolEntry, other: ToolEntry) -> bool:
    """Whether an entry surely accepts all that another entry of the same tool accepts.

    `Bash(git *)` takes `git`, alone or with a blank behind it, `Bash(git*)` takes `gitk` too
    (code.claude.com/docs, permissions). Patterns of paths follow other rules.
    """
    if one.specifier is None or other.specifier is None:
        return one.specifier is None
    if one.name == "Agent":
        return set(other.specifier.split(", ")) <= set(one.specifier.split(", "))
    prefix, star, rest = one.specifier.partition("*")
    if one.name not in _SHELLS or not star or rest:
        return False
    told = other.specifier.partition("*")[0]
    return told.startswith(prefix) or f"{other.specifier} " == prefix
