"""Which tools a definition asks for, and what an agent may then really do."""

from __future__ import annotations

from enum import StrEnum

from agentreg.model.document import Span
from agentreg.records import NamedTuple


class Risk(StrEnum):
    """What a tool can do to the world, from the least; the value is the word shown."""

    READ = "read"
    SESSION = "session"
    ASK = "ask"
    WRITE = "write"
    SPAWN = "spawn"
    NETWORK = "network"
    EXECUTE = "execute"


class ToolState(StrEnum):
    """How a tool list is stated. Absent, empty, null and everything are four different things."""

    ABSENT = "absent"
    EMPTY = "empty"
    NULL = "null"
    ALL = "all"
    LISTED = "listed"


class Grant(StrEnum):
    """What a host grants where no tool list is stated."""

    ALL = "all"
    DEFAULT = "default"
    NONE = "none"
    UNKNOWN = "unknown"


class Effect(StrEnum):
    """What an entry does with its tool."""

    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class ToolEntry(NamedTuple):
    """One entry of a tool list, e.g. `Bash(git *)`, `mcp__github__*`, `search/codebase`.

    Attributes:
        raw: The entry as written, trimmed.
        name: The tool's name in its host's canonical spelling (aliases resolved, `mcp__s__*` as `mcp__s`).
        specifier: What stands in the parentheses, in canonical form; None without parentheses.
        server: The MCP server, for a tool of a server; None otherwise.
        effect: What the entry does with the tool.
        span: Where the entry is written.
    """

    raw: str
    name: str
    specifier: str | None
    server: str | None
    effect: Effect
    span: Span

    @property
    def key(self) -> str:
        """What makes two entries the same grant: canonical name and specifier."""
        return self.name if self.specifier is None else f"{self.name}({self.specifier})"


class ToolPolicy(NamedTuple):
    """A stated list of tools, and a stated list of forbidden ones.

    Attributes:
        state: How the list is stated.
        entries: The entries in the order written, duplicates included; order has no meaning unless `ordered`.
            Of a list that `is_unknown` those that another field names as used without asking.
        denied: The entries of the list of forbidden tools (Claude Code's `disallowedTools`).
        ordered: True where the last matching entry wins (OpenCode permission maps).
        key: The field that states the list, or the one the host would read.
        span: Where the list's value is written; None when absent.
        absent: What the host grants where the list is not stated.
    """

    state: ToolState
    entries: tuple[ToolEntry, ...] = ()
    denied: tuple[ToolEntry, ...] = ()
    ordered: bool = False
    key: str = "tools"
    span: Span | None = None
    absent: Grant = Grant.ALL

    @property
    def is_stated(self) -> bool:
        """Whether there is a list. One without a value may be read as none at all: the widest reading."""
        return self.state not in (ToolState.ABSENT, ToolState.NULL)

    @property
    def is_open(self) -> bool:
        """Whether every tool is granted that is not denied."""
        if self.is_stated:
            return self.state is ToolState.ALL
        return self.absent in (Grant.ALL, Grant.DEFAULT)

    @property
    def is_unknown(self) -> bool:
        """Whether there is no list, and nobody can say what the host grants then."""
        return not self.is_stated and self.absent is Grant.UNKNOWN


MOST_LIMITS = 3
"""More limits of one tool are counted."""


class Permissions(NamedTuple):
    """What an agent may do on one host, computed (never guessed from lines).

    Attributes:
        host: The host's id (`agentreg.model.definition.Host`).
        unrestricted: True when the agent has every tool that the host has, MCP included.
        tools: Canonical tool names that are granted, sorted; the host's known pool when unrestricted.
        risks: The risk classes of what is granted, sorted.
        because: One sentence that says where this follows from.
        unsure: True when nobody can say what else it may use: no list is stated, and what that grants is
            not known. The tools are those that it has for certain.
        beside: The risk classes of what the agent starts beside its tools, hooks and MCP servers, sorted; no
            list of tools limits them. Told of an agent that is new or gone; a change of one tells itself.
        limits: The entries of the list by which a tool is granted within limits, and by no other whole; by
            tool, in the order written. The risks are those of the whole tool all the same.
    """

    host: str
    unrestricted: bool
    tools: tuple[str, ...]
    risks: tuple[Risk, ...]
    because: str
    unsure: bool = False
    beside: tuple[Risk, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The tools, each that has limits with these: `Bash(git log:*)`; of many limits only the first."""
        return tuple(self._named(tool) for tool in self.tools)

    def _named(self, tool: str) -> str:
        limits = [limit for limit in self.limits if limit.startswith(f"{tool}(")]
        if len(limits) > MOST_LIMITS:
            return f"{limits[0]} and {len(limits) - 1} limits more"
        return ", ".join(limits) or tool

    @property
    def all_risks(self) -> tuple[Risk, ...]:
        """The risk classes of all that happens by the agent, by its tools or beside them, sorted."""
        return tuple(sorted({*self.risks, *self.beside}))
