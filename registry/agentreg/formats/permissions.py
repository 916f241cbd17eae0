"""What an agent may do on a host: computed from what is stated, never guessed from lines.

Where a statement is ambiguous or cannot be read, the widest reading counts: a reader who is told too much
looks twice, one who is told too little does not look at all.
"""

from __future__ import annotations

from agentreg.formats.grants import by_rules, by_sandbox, by_switch, everything
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.listed import by_list
from agentreg.formats.tools import read_policy
from agentreg.model.definition import Definition, Host, Outcome
from agentreg.model.fields import MERGE_KEY, Step
from agentreg.model.tools import Permissions, ToolPolicy

_DENIED = "disallowedTools"
_TOOL_KEYS = (
    *(MERGE_KEY, "tools", _DENIED, "excludedTools", "allowedTools"),
    *("permission", "permissions", "base"),
)


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
        return everything(profile, unread)
    if profile.host is Host.CODEX:
        return by_sandbox(definition.frontmatter, profile)
    if profile.host is Host.CURSOR:
        return by_switch(definition.frontmatter, profile)
    policy = policy_on(definition, profile.host)
    if profile.dialect is Dialect.OPENCODE:
        return by_rules(policy, profile)
    return by_list(policy, profile, definition.frontmatter)


def stated_policy(definition: Definition) -> ToolPolicy:
    """What a definition states about tools, in its main host's terms.

    A list of forbidden tools that only another of its hosts knows is part of it (VS Code's beside Copilot).
    """
    policy, others = definition.tools, definition.hosts[1:]
    if definition.frontmatter.get(_DENIED) is None or _DENIED in HOSTS[definition.host].fields:
        return policy
    knowing = (HOSTS[reading.host] for reading in others if _DENIED in HOSTS[reading.host].fields)
    profile = next(knowing, None)
    return policy._replace(denied=policy_on(definition, profile.host).denied) if profile else policy


def policy_on(definition: Definition, host: Host) -> ToolPolicy:
    """What a definition states about tools, in the terms of one of its hosts."""
    if host is definition.host:
        return definition.tools
    return read_policy(definition.frontmatter, HOSTS[host], definition.document.text)


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
    doubtful = [key for key in _TOOL_KEYS if key in frontmatter.ambiguous]
    return f"`{doubtful[0]}` can be read in two ways, so the widest reading counts" if doubtful else ""
