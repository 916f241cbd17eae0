"""What the change of one field is, by what its host takes the field for."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.modes import compare_modes
from agentreg.formats.hosts.profile import FieldKind
from agentreg.model.document import Span

_SERVERS = frozenset(("mcpServers", "mcp-servers", "mcp_servers"))
_COST = frozenset(("maxTurns", "max_turns", "timeout_mins", "steps"))


class Stated(NamedTuple):
    """One field in canonical form.

    Attributes:
        key: The key, in the spelling of today.
        value: The value as plain data; what is equal means the same.
        shown: The value as one text.
        lines: The lines that it occupies.
    """

    key: str
    value: object
    shown: str
    lines: Span


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
    kind = Kind.DESCRIPTION_CHANGED if key == "description" else Kind.INVOCATION_CHANGED
    return [changed(kind, key, old, new)]


def _model(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    kind = Kind.MODEL_CHANGED if key == "model" else Kind.MODEL_SETTING_CHANGED
    return [changed(kind, key, old, new)]


def _behaviour(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    kind = Kind.MODEL_SETTING_CHANGED if key in _COST else Kind.SETTING_CHANGED
    return [changed(kind, key, old, new)]


def _permission(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    kind = compare_modes(key, old.shown if old else "", new.shown if new else "")
    return [changed(kind, key, old, new)] if kind else []


def _supply(key: str, old: Stated | None, new: Stated | None) -> list[Change]:
    if key == "hooks":
        kinds = (Kind.HOOK_ADDED, Kind.HOOK_REMOVED, Kind.HOOK_CHANGED)
        return _named("hook", kinds, old, new)
    if key in _SERVERS:
        kinds = (Kind.MCP_SERVER_ADDED, Kind.MCP_SERVER_REMOVED, Kind.MCP_SERVER_CHANGED)
        return _named("mcp server", kinds, old, new)
    return [changed(Kind.SETTING_CHANGED, key, old, new)]


def _named(word: str, kinds: tuple[Kind, Kind, Kind], old: Stated | None, new: Stated | None) -> list[Change]:
    """One change for each named part of a nested field, with the leaves that differ in it."""
    one, other = _parts(old), _parts(new)
    spans = (old.lines if old else None, new.lines if new else None)
    changes = []
    for name in dict.fromkeys((*one, *other)):
        if one.get(name) != other.get(name):
            kind = kinds[0] if name not in one else kinds[1] if name not in other else kinds[2]
            texts = _leaf_texts(one.get(name), other.get(name))
            changes.append(Change(kind, f"{word} {name}", *texts, *spans))
    return changes


def _parts(field: Stated | None) -> dict[str, object]:
    """A map by its keys; a list of names and one-key maps (Claude Code's `mcpServers`) by those names."""
    value = field.value if field else None
    if isinstance(value, dict):
        return value
    parts: dict[str, object] = {}
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            parts.update(item)
        elif item is not None:
            parts[str(item)] = str(item)
    return parts


def _leaf_texts(before: object, after: object) -> tuple[str, str]:
    from agentreg.diff.nested import compare_nested

    sides: tuple[list[str], list[str]] = ([], [])
    for leaf in compare_nested(_rooted(before), _rooted(after)):
        name = ".".join(leaf.path[1:])
        for side, text in zip(sides, (leaf.before, leaf.after), strict=True):
            if text:
                side.append(f"{name}: {text}" if name else text)
    return "\n".join(sides[0]), "\n".join(sides[1])


def _rooted(value: object) -> dict[str, object]:
    return {} if value is None else {"": value}


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
