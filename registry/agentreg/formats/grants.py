"""What the statements of a definition grant: by list, by rules, by sandbox, by one switch."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.hosts.risks import EVERYTHING, SERVER
from agentreg.model.fields import Frontmatter, Mapping, Scalar
from agentreg.model.tools import Effect, Grant, Permissions, Risk, ToolEntry, ToolPolicy, ToolState

# Stands for every tool of every server, which no table can list.
_SERVERS = {
    Dialect.CLAUDE: "mcp__*",
    Dialect.COPILOT: "*/*",
    Dialect.GEMINI: "mcp_*",
    Dialect.OPENCODE: "*_*",
    Dialect.KIRO: "@*/*",
    Dialect.MUX: "*",
}
# Their lists may name tools by patterns.
_GLOBBING = (Dialect.KIRO, Dialect.MUX)
# Claude Code: an agent with a memory can read and write it, whatever its list says.
_MEMORY = ("Edit", "Read", "Write")
# OpenCode: the one permission for all that changes files.
EDITING = ("edit", "patch", "write")
_SANDBOX = {
    "read-only": frozenset((Risk.READ,)),
    "workspace-write": frozenset((Risk.READ, Risk.WRITE, Risk.EXECUTE, Risk.SPAWN)),
}


def everything(profile: HostProfile, because: str) -> Permissions:
    """Every tool of the host, for the reason given."""
    return Permissions(
        profile.host, unrestricted=True, tools=_pool(profile), risks=EVERYTHING, because=because
    )


def _pool(profile: HostProfile) -> tuple[str, ...]:
    return tuple(sorted({*profile.pool, _SERVERS[profile.dialect]} - profile.stripped))


def _granted(profile: HostProfile, tools: set[str], because: str) -> Permissions:
    risks = {risk for tool in tools for risk in risks_of(tool, profile)}
    return Permissions(
        profile.host,
        unrestricted=False,
        tools=tuple(sorted(tools)),
        risks=tuple(sorted(risks)),
        because=because,
    )


def risks_of(tool: str, profile: HostProfile) -> tuple[Risk, ...]:
    """What a tool may do; one of a set of the host (VS Code: `web/fetch`) no more than the set."""
    return profile.pool.get(tool) or profile.pool.get(tool.partition("/")[0], SERVER)


def risks_named(entries: Iterable[ToolEntry], profile: HostProfile) -> frozenset[Risk]:
    """What the tools may do for which some entries stand."""
    tools = (tool for entry in entries for tool in _meant(entry, profile))
    return frozenset(risk for tool in tools for risk in risks_of(tool, profile))


def _open_less(profile: HostProfile, tools: set[str], because: str) -> Permissions:
    """All tools of a host but a few: a risk is gone where each of its tools is among these."""
    granted = _granted(profile, tools, because)
    known = {risk for risks in profile.pool.values() for risk in risks}
    risks = (risk for risk in EVERYTHING if risk in granted.risks or risk not in known)
    return granted._replace(risks=tuple(risks))


def by_list(policy: ToolPolicy, profile: HostProfile, frontmatter: Frontmatter) -> Permissions:
    """Hosts with one list: what is listed, less what is denied, plus what a memory adds."""
    if policy.is_open and not policy.denied:
        return everything(profile, _open_because(policy, profile))
    if policy.is_open:
        because = f"every tool of the host, less the {len(policy.denied)} denied"
        tools = set(_pool(profile))
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
    if set(_MEMORY) <= profile.pool.keys() and "memory" in profile.fields and _has_memory(frontmatter):
        tools, because = tools | set(_MEMORY), f"{because}; `memory` adds Read, Write and Edit"
    may = (_open_less if policy.is_open else _granted)(profile, tools, because)
    return may._replace(unsure=policy.is_unknown)


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


def by_rules(policy: ToolPolicy, profile: HostProfile) -> Permissions:
    """OpenCode: what the last matching rule allows; asking first is having."""
    if not policy.entries:
        return everything(profile, "no permission is stated")
    tools = {tool for tool in _pool(profile) if _is_allowed(tool, policy.entries)}
    tools |= {
        entry.name
        for entry in policy.entries
        if entry.effect is not Effect.DENY and entry.name not in profile.pool and "*" not in entry.name
    }
    because = f"{len(policy.entries)} rules of `{policy.key}`, of which the last that matches wins"
    if tools >= set(_pool(profile)):
        return everything(profile, because)
    return _granted(profile, tools, because)


def _is_allowed(tool: str, rules: tuple[ToolEntry, ...]) -> bool:
    allowed = True
    for rule in rules:
        matches = fnmatchcase(tool, rule.name) or (rule.name == "edit" and tool in EDITING)
        if matches and rule.effect is not Effect.DENY:
            allowed = True
        elif matches and rule.specifier is None:
            allowed = False
    return allowed


def by_sandbox(frontmatter: Frontmatter, profile: HostProfile) -> Permissions:
    """Codex: what its sandbox lets through."""
    mode = frontmatter.text("sandbox_mode") or ""
    allowed = _SANDBOX.get(mode)
    if mode == "workspace-write" and _reaches_network(frontmatter):
        allowed = _SANDBOX[mode] | {Risk.NETWORK}
    if allowed is None:
        because = f"`sandbox_mode` is {mode}" if mode else "no `sandbox_mode`: it has its parent's"
        return everything(profile, because)
    tools = {tool for tool, risks in profile.pool.items() if allowed.intersection(risks)}
    if mode == "read-only":
        # The shell runs in the sandbox as well: it can read, and nothing else.
        tools.add("shell")
    return Permissions(
        profile.host,
        unrestricted=False,
        tools=tuple(sorted(tools)),
        risks=tuple(sorted(allowed)),
        because=f"`sandbox_mode` is {mode}",
    )


def _reaches_network(frontmatter: Frontmatter) -> bool:
    """Whether the sandbox lets the network through (developers.openai.com/codex, configuration)."""
    options = frontmatter.get("sandbox_workspace_write")
    access = options.get("network_access") if isinstance(options, Mapping) else None
    return isinstance(access, Scalar) and access.boolean is True


def by_switch(frontmatter: Frontmatter, profile: HostProfile) -> Permissions:
    """Cursor: reading only when `readonly` says so, everything otherwise."""
    value = frontmatter.get("readonly")
    if isinstance(value, Scalar) and value.boolean:
        tools = {tool for tool, risks in profile.pool.items() if Risk.READ in risks}
        return _granted(profile, tools, "`readonly` is true")
    return everything(profile, "it inherits every tool: there is no list")
