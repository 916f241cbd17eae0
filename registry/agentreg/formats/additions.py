"""Tools as what a definition adds to those of its base, and removes again (Mux)."""

from __future__ import annotations

from agentreg.formats.hosts.profile import HostProfile
from agentreg.formats.tool_entries import parse_entry
from agentreg.model.fields import Frontmatter, Listing, Mapping, Scalar, Value
from agentreg.model.tools import Grant, ToolEntry, ToolPolicy, ToolState

# Of Mux's own agents the one that has every tool (coder/mux docs/agents).
_OPEN_BASE = "exec"
_REGULAR = frozenset("|[](){}^$+?\\")


def read_additions(frontmatter: Frontmatter, profile: HostProfile) -> ToolPolicy:
    """Read which tools a definition adds and removes.

    Args:
        frontmatter: The fields.
        profile: The host whose names count.

    Returns:
        The policy. With a base that has every tool it is open, whatever is added; with any other base
        nobody can say here what that one has.
    """
    tools, base = frontmatter.get("tools"), (frontmatter.text("base") or "").strip()
    added, removed = (_patterns(tools, key, profile) for key in ("add", "remove"))
    span = None if tools is None else tools.span
    if base:
        absent = Grant.ALL if base == _OPEN_BASE else Grant.UNKNOWN
        return ToolPolicy(ToolState.ABSENT, added, removed, span=span, absent=absent)
    if tools is None:
        return ToolPolicy(ToolState.ABSENT, absent=profile.absent)
    state = ToolState.LISTED if added else ToolState.EMPTY
    if any(entry.name == "*" for entry in added):
        state = ToolState.ALL
    return ToolPolicy(state, added, removed, span=span, absent=profile.absent)


def _patterns(tools: Value | None, key: str, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """The patterns of one list; one that is more than a name and `.*` may add anything."""
    value = tools.get(key) if isinstance(tools, Mapping) else tools if key == "add" else None
    items = value.items if isinstance(value, Listing) else (value,)
    written = [item for item in items if isinstance(item, Scalar) and item.text.strip()]
    entries = (parse_entry(item.text.strip(), profile, span=item.span) for item in written)
    if key == "remove":
        return tuple(entries)
    return tuple(
        entry if _REGULAR.isdisjoint(entry.raw) else entry._replace(name="*", specifier=None)
        for entry in entries
    )
