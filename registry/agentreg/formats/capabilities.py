"""Rules over capabilities (Kiro's `permissions`): what they forbid, and what they let be done without asking.

Source: kiro.dev/docs/custom-agents/configuration-reference, read 2026-11: a list of rules, or a map with the
list as `rules`; each has `capability`, `effect` and perhaps `match`; what forbids wins over what allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts.profile import HostProfile
from agentreg.formats.tool_entries import parse_entry
from agentreg.model.fields import Frontmatter, Listing, Mapping, Scalar, Value
from agentreg.model.tools import Effect, ToolEntry

# The tools that a capability is about; any other is the tool of that name.
_TOOLS = {
    "all": ("@builtin", "@mcp"),
    "builtin": ("@builtin",),
    "filesystem": ("read", "write"),
    "mcp": ("@mcp",),
}
_EVERYTHING = frozenset(("*", "**"))


def denials(frontmatter: Frontmatter, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """The tools that the rules of a definition forbid, each with what it is forbidden for, if not all."""
    return tuple(_entries(frontmatter, profile, "deny", Effect.DENY))


def waved_through(frontmatter: Frontmatter, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """The tools that the rules of a definition let be used without asking."""
    return tuple(_entries(frontmatter, profile, "allow", Effect.ALLOW))


def _entries(
    frontmatter: Frontmatter, profile: HostProfile, wanted: str, effect: Effect
) -> Iterator[ToolEntry]:
    for rule in _rules(frontmatter.get("permissions")):
        capability, stated = rule.get("capability"), rule.get("effect")
        if not isinstance(capability, Scalar) or not isinstance(stated, Scalar) or stated.text != wanted:
            continue
        name = capability.text.strip()
        for tool in _TOOLS.get(name, (name,)):
            for limit in _limits(rule):
                raw = f"{tool}({limit})" if limit else tool
                yield parse_entry(raw, profile, span=rule.span, effect=effect)


def _rules(value: Value | None) -> Iterator[Mapping]:
    listing = value.get("rules") if isinstance(value, Mapping) else value
    if isinstance(listing, Listing):
        yield from (item for item in listing.items if isinstance(item, Mapping))


def _limits(rule: Mapping) -> tuple[str, ...]:
    """What a rule is limited to; one empty text for no limit."""
    match = rule.get("match")
    items = match.items if isinstance(match, Listing) else (match,)
    texts = tuple(item.text.strip() for item in items if isinstance(item, Scalar))
    return ("",) if not texts or not _EVERYTHING.isdisjoint(texts) else texts
