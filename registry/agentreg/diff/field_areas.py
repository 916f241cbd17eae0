"""What the change of one field is, by what its host takes the field for."""

from __future__ import annotations

from collections.abc import Callable

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.models import compare_model_field
from agentreg.diff.modes import compare_freed, compare_modes, compare_names
from agentreg.diff.stated import Stated
from agentreg.formats.hosts.profile import FieldKind

# The text in prose by which a host chooses the agent; what else it is routed by are switches and names.
ROUTING_TEXT = "description"
SERVERS = frozenset(("mcpServers", "mcp-servers", "mcp_servers"))
"""The fields in which hosts have an agent bring its MCP servers."""
STARTING = frozenset(("hooks", *SERVERS))
"""The fields by which an agent starts something beside its tools."""
_HOOK_KINDS = (Kind.HOOK_ADDED, Kind.HOOK_REMOVED, Kind.HOOK_CHANGED)
_SERVER_KINDS = (Kind.MCP_SERVER_ADDED, Kind.MCP_SERVER_REMOVED, Kind.MCP_SERVER_CHANGED)
# Lists of names: of agents that may be called, of tools that are used without asking (Kiro).
_NAMES = {"agents": compare_names, "allowedTools": compare_freed}
_BACKGROUND = frozenset(("background", "is_background"))
_COST = frozenset(("maxTurns", "max_turns", "max_iteration_per_run", "timeout_mins", "steps"))


Comparer = Callable[[str, Stated | None, Stated | None], list[Change]]


def changed(kind: Kind, subject: str, old: Stated | None, new: Stated | None) -> Change:
    """A change of a whole field."""
    return Change(
        kind,
        subject,
        old.shown if old else "",
        new.shown if new else "",
        old.lines if old else None,
        new.lines if new else None,
    )


def _identity(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    return [changed(Kind.RENAMED if old and new else _presence(old, new), key, old, new)]


def _presence(old: Stated | None, new: Stated | None) -> Kind:
    if old is None:
        return Kind.FIELD_ADDED
    return Kind.FIELD_REMOVED if new is None else Kind.FIELD_CHANGED


def _routing(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    kind = Kind.DESCRIPTION_CHANGED if key == ROUTING_TEXT else Kind.INVOCATION_CHANGED
    return [changed(kind, key, old, new)]


def _model(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    kind = compare_model_field(key, old.shown if old else "", new.shown if new else "")
    return [changed(kind, key, old, new)]


def _behaviour(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    if key in _COST:
        return _model(key, old, new)
    kind = Kind.BACKGROUND_CHANGED if key in _BACKGROUND else Kind.SETTING_CHANGED
    return [changed(kind, key, old, new)]


def _permission(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    if key in _NAMES:
        names = (side.value if side else None for side in (old, new))
        return [changed(_NAMES[key](*names), key, old, new)]
    values = (str(side.value) if side and side.value is not None else "" for side in (old, new))
    return [changed(compare_modes(key, *values), key, old, new)]


def _supply(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    if key in STARTING:
        return _nested(key, old, new)
    kind = Kind.INITIAL_PROMPT_CHANGED if key == "initialPrompt" else Kind.SETTING_CHANGED
    return [changed(kind, key, old, new)]


def _nested(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    # Few agents have hooks or servers, and starting up is part of every `diff`.
    from agentreg.diff.nested import compare_parts
    from agentreg.diff.nested_parts import hook_parts, server_parts

    read, kinds = (hook_parts, _HOOK_KINDS) if key == "hooks" else (server_parts, _SERVER_KINDS)
    before = read(old.tree, old.lines) if old else []
    return compare_parts(before, read(new.tree, new.lines) if new else [], kinds)


def _metadata(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    return [changed(_presence(old, new), key, old, new)]


def _nothing(_key: str, _old: Stated | None, _new: Stated | None) -> list[Change]:
    """Tools have a comparer of their own, over the policy."""
    return []


COMPARERS: dict[FieldKind, Comparer] = {
    FieldKind.IDENTITY: _identity,
    FieldKind.ROUTING: _routing,
    FieldKind.TOOLS: _nothing,
    FieldKind.PERMISSION: _permission,
    FieldKind.SUPPLY: _supply,
    FieldKind.MODEL: _model,
    FieldKind.BEHAVIOUR: _behaviour,
    FieldKind.INTERFACE: _metadata,
    FieldKind.METADATA: _metadata,
}
