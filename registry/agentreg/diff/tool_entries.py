"""Entries of tool lists: what one is called in a change, and which accepts all that another accepts."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.model.tools import Effect, ToolEntry
from agentreg.records import NamedTuple

_SHELLS = frozenset(("Bash", "PowerShell", "bash", "execute", "run_shell_command", "shell"))
# What joins commands, or runs one inside another: no host takes the whole for one that begins as it does.
_JOINING = frozenset(";&|`$<>\n")
_OF_PATHS = frozenset(("Edit", "Glob", "Grep", "MultiEdit", "NotebookEdit", "Read", "Write"))
# Which of so many limits of one tool covers which is not looked into any more.
MOST_PAIRS = 10_000


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
    """Whether an entry surely accepts all that another entry of the same tool accepts."""
    wide, narrow = one.specifier, other.specifier
    if wide is None or narrow is None:
        return wide is None
    if one.name == "Agent":
        return set(narrow.split(", ")) <= set(wide.split(", "))
    if one.name in _SHELLS:
        return wide == narrow or _covers_command(wide, narrow)
    return wide == narrow or (one.name in _OF_PATHS and _covers_place(wide, narrow))


def _covers_command(wide: str, narrow: str) -> bool:
    """Whether a pattern of commands includes another one.

    `git *` takes `git`, alone or with a blank behind it, `git*` takes `gitk` too (code.claude.com/docs,
    permissions).
    """
    prefix, star, rest = wide.partition("*")
    if not star or rest or not _JOINING.isdisjoint(narrow):
        return False
    return narrow.partition("*")[0].startswith(prefix) or f"{narrow} " == prefix


def _covers_place(wide: str, narrow: str) -> bool:
    """Whether a pattern of paths is a whole folder (`src/**`) that another pattern stays in."""
    folder = wide.removesuffix("**")
    if folder == wide or not folder.endswith("/") or "*" in folder or ".." in narrow:
        return False
    # `//` begins at the root of the disk, `/` at that of the project.
    return narrow.startswith(folder) and narrow.startswith("//") == folder.startswith("//")


def uncovered(entries: Iterable[ToolEntry], others: Iterable[ToolEntry]) -> list[ToolEntry]:
    """The entries of a tool that accept something which no single one of some others surely accepts.

    Of more than can be looked into, each counts.
    """
    some, wide = list(entries), list(others)
    if len(some) * len(wide) > MOST_PAIRS:
        return some
    return [entry for entry in some if not any(covers(one, entry) for one in wide)]


def widest(entries: Iterable[ToolEntry]) -> list[ToolEntry]:
    """The entries of a tool without those that others of them include."""
    some = list(entries)
    if len(some) ** 2 > MOST_PAIRS:
        return some
    kept: list[ToolEntry] = []
    for entry in some:
        if not any(covers(one, entry) for one in kept):
            kept = [one for one in kept if not covers(entry, one)]
            kept.append(entry)
    return kept
