"""What a list of tools grants: which tools its entries stand for, less those that are forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from agentreg.formats.grants import everything, granted, pool_of, risks_of
from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.hosts.risks import EVERYTHING
from agentreg.model.fields import Frontmatter, Scalar
from agentreg.model.tools import Effect, Grant, Permissions, Risk, ToolEntry, ToolPolicy, ToolState

# Their lists may name tools by patterns.
_GLOBBING = (Dialect.KIRO, Dialect.MUX)
# Claude Code: an agent with a memory can read and write it, whatever its list says.
_MEMORY = ("Edit", "Read", "Write")


def risks_named(entries: Iterable[ToolEntry], profile: HostProfile) -> frozenset[Risk]:
    """What the tools may do for which some entries stand."""
    tools = (tool for entry in entries for tool in _meant(entry, profile))
    return frozenset(risk for tool in tools for risk in risks_of(tool, profile))


def _open_less(profile: HostProfile, tools: set[str], because: str) -> Permissions:
    """All tools of a host but a few: a risk is gone where each of its tools is among these."""
    some = granted(profile, tools, because)
    known = {risk for risks in profile.pool.values() for risk in risks}
    risks = (risk for risk in EVERYTHING if risk in some.risks or risk not in known)
    return some._replace(risks=tuple(risks))


def by_list(policy: ToolPolicy, profile: HostProfile, frontmatter: Frontmatter) -> Permissions:
    """Hosts with one list: what is listed, less what is denied, plus what a memory adds."""
    if policy.is_open and not policy.denied:
        return everything(profile, _open_because(policy, profile))
    if policy.is_open:
        because = f"every tool of the host, less the {len(policy.denied)} denied"
        tools = set(pool_of(profile))
    elif policy.is_unknown:
        because, tools = _unknown_because(policy, profile), _resolved(policy, profile)
    elif not policy.is_stated:
        because, tools = "no tool list is stated, which grants no tool", set()
    elif policy.state is ToolState.EMPTY:
        because, tools = f"`{policy.key}` is an empty list", set()
    else:
        tools = _resolved(policy, profile)
        because = f"`{policy.key}` lists {_entries(len(policy.entries))}" if tools else _refused(policy)
    tools -= _denied(tools, policy.denied, profile)
    added: set[str] = set()
    if set(_MEMORY) <= profile.pool.keys() and "memory" in profile.fields and _has_memory(frontmatter):
        added, because = set(_MEMORY), f"{because}; `memory` adds Read, Write and Edit"
    may = (_open_less if policy.is_open else granted)(profile, tools | added, because)
    limits = () if policy.is_open else _limits(policy, profile, tools - added)
    return may._replace(unsure=policy.is_unknown, limits=limits)


def _limits(policy: ToolPolicy, profile: HostProfile, tools: set[str]) -> tuple[str, ...]:
    """The entries that grant some tools within limits, of those that no entry grants whole."""
    stated = [entry for entry in policy.entries if entry.effect is not Effect.DENY]
    whole = {name for entry in stated if entry.specifier is None for name in _meant(entry, profile)}
    limited = (entry for entry in stated if entry.specifier is not None and entry.name in tools - whole)
    return tuple(dict.fromkeys(entry.key for entry in limited))


def _open_because(policy: ToolPolicy, profile: HostProfile) -> str:
    if policy.state is ToolState.ALL:
        return f"`{policy.key}` names every tool"
    if policy.state is ToolState.NULL:
        return f"`{policy.key}` has no value, which the host may read as no list at all"
    default = " (the default tools of the chosen agent)" if profile.absent is Grant.DEFAULT else ""
    return f"no tool list is stated{default}"


def _unknown_because(policy: ToolPolicy, profile: HostProfile) -> str:
    because = "no tool list is stated, and what that grants is not known"
    if not policy.entries:
        return because
    return f"{because}; `{profile.frees or policy.key}` names {_entries(len(policy.entries))}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _refused(policy: ToolPolicy) -> str:
    return f"nothing that `{policy.key}` lists is a tool of the host"


def _resolved(policy: ToolPolicy, profile: HostProfile) -> set[str]:
    """The listed tools that the host knows; the others are dropped, as hosts do."""
    return {
        name
        for entry in policy.entries
        if entry.effect is not Effect.DENY and entry.name not in profile.stripped
        for name in _meant(entry, profile)
    }


def _meant(entry: ToolEntry, profile: HostProfile) -> Iterable[str]:
    """The tools for which an entry stands."""
    if profile.builtin and entry.name == profile.builtin:
        return profile.pool
    if entry.server is not None or entry.name in profile.pool or "/" in entry.name:
        return (entry.name,)
    if profile.dialect in _GLOBBING and "*" in entry.name:
        return [name for name in profile.pool if fnmatchcase(name, entry.name)]
    return ()


def _denied(tools: set[str], entries: tuple[ToolEntry, ...], profile: HostProfile) -> set[str]:
    # A specifier may deny less than the whole tool: the widest reading keeps it.
    whole = [entry for entry in entries if entry.specifier is None]
    names = {name for entry in whole for name in (entry.name, *_meant(entry, profile))}
    servers = {len(name) for name in names if name.startswith("mcp__")}
    return {tool for tool in tools if _is_denied(tool, names, servers)}


def _is_denied(tool: str, names: set[str], servers: set[int]) -> bool:
    """Whether a tool is named, or its server; of the servers' names the lengths are enough to look."""
    if tool in names or tool.removesuffix("__*") in names:
        return True
    if tool.startswith("@"):
        return "@*/*" in names or f"{tool.partition('/')[0]}/*" in names
    if not tool.startswith("mcp__"):
        return False
    return "mcp__*" in names or any(tool.startswith("__", end) and tool[:end] in names for end in servers)


def _has_memory(frontmatter: Frontmatter) -> bool:
    value = frontmatter.get("memory")
    return isinstance(value, Scalar) and not value.is_null
