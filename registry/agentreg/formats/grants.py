"""What the statements of a definition grant: by rules, by sandbox, by one switch; `listed` has lists."""

from __future__ import annotations

from fnmatch import fnmatchcase

from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.hosts.risks import EVERYTHING, SERVER
from agentreg.model.fields import Frontmatter, Mapping, Scalar
from agentreg.model.tools import Effect, Permissions, Risk, ToolEntry, ToolPolicy

# Stands for every tool of every server, which no table can list.
_SERVERS = {
    Dialect.CLAUDE: "mcp__*",
    Dialect.COPILOT: "*/*",
    Dialect.GEMINI: "mcp_*",
    Dialect.OPENCODE: "*_*",
    Dialect.KIRO: "@*/*",
    Dialect.MUX: "*",
}
ALL_SERVERS = tuple(
    _SERVERS[dialect] for dialect in (Dialect.CLAUDE, Dialect.GEMINI, Dialect.COPILOT, Dialect.KIRO)
)
"""How lists name every tool of every server, where an entry of a server is one."""

# OpenCode: the one permission for all that changes files.
EDITING = ("edit", "patch", "write")
_SANDBOX = {
    "read-only": frozenset((Risk.READ,)),
    "workspace-write": frozenset((Risk.READ, Risk.WRITE, Risk.EXECUTE, Risk.SPAWN)),
}


def everything(profile: HostProfile, because: str) -> Permissions:
    """Every tool of the host, for the reason given."""
    return Permissions(
        profile.host, unrestricted=True, tools=pool_of(profile), risks=EVERYTHING, because=because
    )


def pool_of(profile: HostProfile) -> tuple[str, ...]:
    """The tools that an agent of a host can have, with one that stands for those of servers."""
    return tuple(sorted({*profile.pool, _SERVERS[profile.dialect]} - profile.stripped))


def granted(profile: HostProfile, tools: set[str], because: str) -> Permissions:
    """Some tools of the host, for the reason given."""
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


def by_rules(policy: ToolPolicy, profile: HostProfile) -> Permissions:
    """OpenCode: what the last matching rule allows; asking first is having."""
    if not policy.entries:
        return everything(profile, "no permission is stated")
    tools = {tool for tool in pool_of(profile) if _is_allowed(tool, policy.entries)}
    tools |= {
        entry.name
        for entry in policy.entries
        if entry.effect is not Effect.DENY and entry.name not in profile.pool and "*" not in entry.name
    }
    because = f"{len(policy.entries)} rules of `{policy.key}`, of which the last that matches wins"
    if tools >= set(pool_of(profile)):
        return everything(profile, because)
    return granted(profile, tools, because)


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
        return granted(profile, tools, "`readonly` is true")
    return everything(profile, "it inherits every tool: there is no list")
