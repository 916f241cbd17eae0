"""What an agent may do on a host: computed from what is stated, never guessed from lines.

Where a statement is ambiguous or cannot be read, the widest reading counts: a reader who is told too much
looks twice, one who is told too little does not look at all.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import Dialect, Grant, HostProfile
from agentreg.formats.hosts.risks import EVERYTHING, SERVER
from agentreg.formats.tools import read_policy
from agentreg.model.definition import Definition, Host, Outcome
from agentreg.model.fields import Scalar, Step
from agentreg.model.tools import Effect, Permissions, Risk, ToolEntry, ToolPolicy, ToolState

# Stands for every tool of every server, which no table can list.
_SERVERS = {
    Dialect.CLAUDE: "mcp__*",
    Dialect.COPILOT: "*/*",
    Dialect.GEMINI: "mcp_*",
    Dialect.OPENCODE: "*_*",
}
# Claude Code: an agent with a memory can read and write it, whatever its list says.
_MEMORY = ("Edit", "Read", "Write")
# OpenCode: the one permission for all that changes files.
_EDITING = ("edit", "patch", "write")
_SANDBOX = {
    "read-only": frozenset((Risk.READ,)),
    "workspace-write": frozenset((Risk.READ, Risk.WRITE, Risk.EXECUTE, Risk.SPAWN)),
}


def effective(definition: Definition, host: Host | None = None) -> Permissions:
    """Compute what an agent may do.

    Args:
        definition: The agent.
        host: The host to ask about; None for the main one.

    Returns:
        The tools that are granted, their risks, and where that follows from.
    """
    profile = HOSTS[host or definition.host]
    unread = _unread(definition, profile)
    if unread:
        return _everything(profile, unread)
    if profile.host is Host.CODEX:
        return _codex(definition, profile)
    if profile.host is Host.CURSOR:
        return _cursor(definition, profile)
    policy = _policy(definition, profile)
    if profile.dialect is Dialect.OPENCODE:
        return _by_rules(policy, profile)
    return _by_list(definition, policy, profile)


def _policy(definition: Definition, profile: HostProfile) -> ToolPolicy:
    if profile.host is definition.host:
        return definition.tools
    return read_policy(definition.frontmatter, profile, definition.document.text)


def _unread(definition: Definition, profile: HostProfile) -> str:
    frontmatter = definition.frontmatter
    bare = any(
        reading.host is profile.host and reading.outcome is Outcome.LOADS_EMPTY
        for reading in definition.hosts
    )
    if bare:
        return "the host loads the file without its frontmatter"
    if frontmatter.step is Step.UNREADABLE:
        return "the frontmatter cannot be read, so the widest reading counts"
    doubtful = [
        key
        for key in ("tools", "disallowedTools", "permission", "permissions")
        if key in frontmatter.ambiguous
    ]
    return f"`{doubtful[0]}` can be read in two ways, so the widest reading counts" if doubtful else ""


def _everything(profile: HostProfile, because: str) -> Permissions:
    return Permissions(
        profile.host, unrestricted=True, tools=_pool(profile), risks=EVERYTHING, because=because
    )


def _pool(profile: HostProfile) -> tuple[str, ...]:
    return tuple(sorted({*profile.pool, _SERVERS[profile.dialect]} - profile.stripped))


def _granted(profile: HostProfile, tools: set[str], because: str) -> Permissions:
    risks = {risk for tool in tools for risk in profile.pool.get(tool, SERVER)}
    return Permissions(
        profile.host,
        unrestricted=False,
        tools=tuple(sorted(tools)),
        risks=tuple(sorted(risks)),
        because=because,
    )


def _by_list(definition: Definition, policy: ToolPolicy, profile: HostProfile) -> Permissions:
    open_list = policy.state is ToolState.ALL or (
        policy.state in (ToolState.ABSENT, ToolState.NULL) and profile.absent is not Grant.NONE
    )
    if open_list and not policy.denied:
        return _everything(profile, _open_because(policy, profile))
    if open_list:
        because = f"every tool of the host, less the {len(policy.denied)} denied"
        tools = set(_pool(profile))
    elif policy.state is ToolState.EMPTY:
        because, tools = f"`{policy.key}` is an empty list", set()
    else:
        tools = _resolved(policy, profile)
        because = f"`{policy.key}` lists {len(policy.entries)} entries" if tools else _refused(policy)
    tools = {tool for tool in tools if not _is_denied(tool, policy.denied)}
    if profile.dialect is Dialect.CLAUDE and _has_memory(definition):
        return _granted(profile, tools | set(_MEMORY), f"{because}; `memory` adds Read, Write and Edit")
    return _granted(profile, tools, because)


def _open_because(policy: ToolPolicy, profile: HostProfile) -> str:
    if policy.state is ToolState.ALL:
        return f"`{policy.key}` names every tool"
    if policy.state is ToolState.NULL:
        return f"`{policy.key}` has no value, which the host may read as no list at all"
    default = " (the default tools of the chosen agent)" if profile.absent is Grant.DEFAULT else ""
    return f"no tool list is stated{default}"


def _refused(policy: ToolPolicy) -> str:
    return f"nothing that `{policy.key}` lists is a tool of the host"


def _resolved(policy: ToolPolicy, profile: HostProfile) -> set[str]:
    """The listed tools that the host knows; the others are dropped, as hosts do."""
    return {
        entry.name
        for entry in policy.entries
        if entry.effect is not Effect.DENY
        and entry.name not in profile.stripped
        and (entry.server is not None or entry.name in profile.pool or "/" in entry.name)
    }


def _is_denied(tool: str, denied: tuple[ToolEntry, ...]) -> bool:
    # A specifier may deny less than the whole tool: the widest reading keeps it.
    return any(
        entry.specifier is None and (tool in (entry.name, f"{entry.name}__*") or _covers(entry.name, tool))
        for entry in denied
    )


def _covers(name: str, tool: str) -> bool:
    if name == "mcp__*":
        return tool.startswith("mcp__")
    return name.startswith("mcp__") and tool.startswith(f"{name}__")


def _has_memory(definition: Definition) -> bool:
    value = definition.frontmatter.get("memory")
    return isinstance(value, Scalar) and not value.is_null


def _by_rules(policy: ToolPolicy, profile: HostProfile) -> Permissions:
    if not policy.entries:
        return _everything(profile, "no permission is stated")
    tools = {tool for tool in _pool(profile) if _is_allowed(tool, policy.entries)}
    tools |= {
        entry.name
        for entry in policy.entries
        if entry.effect is not Effect.DENY and entry.name not in profile.pool and "*" not in entry.name
    }
    because = f"{len(policy.entries)} rules of `{policy.key}`, of which the last that matches wins"
    if tools >= set(_pool(profile)):
        return _everything(profile, because)
    return _granted(profile, tools, because)


def _is_allowed(tool: str, rules: tuple[ToolEntry, ...]) -> bool:
    allowed = True
    for rule in rules:
        matches = fnmatchcase(tool, rule.name) or (rule.name == "edit" and tool in _EDITING)
        if matches and rule.effect is not Effect.DENY:
            allowed = True
        elif matches and rule.specifier is None:
            allowed = False
    return allowed


def _codex(definition: Definition, profile: HostProfile) -> Permissions:
    mode = definition.frontmatter.text("sandbox_mode") or ""
    allowed = _SANDBOX.get(mode)
    if allowed is None:
        because = f"`sandbox_mode` is {mode}" if mode else "no `sandbox_mode`: it has its parent's"
        return _everything(profile, because)
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


def _cursor(definition: Definition, profile: HostProfile) -> Permissions:
    value = definition.frontmatter.get("readonly")
    if isinstance(value, Scalar) and value.boolean:
        tools = {tool for tool, risks in profile.pool.items() if Risk.READ in risks}
        return _granted(profile, tools, "`readonly` is true")
    return _everything(profile, "it inherits every tool: there is no list")
