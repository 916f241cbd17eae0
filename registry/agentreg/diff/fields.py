"""Frontmatter fields: routing, permissions, model, metadata, each by what its host takes it for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from agentreg.diff.changes import Change, Kind
from agentreg.diff.modes import compare_modes
from agentreg.diff.tools import compare_tools
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind, HostProfile, Identity
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.model.fields import Listing, Mapping, Scalar, Step, Value, plain

# Equal spellings (formats.md section 10): older key -> the one of today.
_OLDER_KEYS = {"user-invokable": "user-invocable", "maxSteps": "steps", "disable": "disabled"}
_INHERITS = frozenset((Host.CLAUDE_CODE, Host.CLAUDE_PLUGIN, Host.GEMINI, Host.CURSOR, Host.GENERIC))
_UNORDERED = frozenset(("skills", "agents", "tags", "keywords"))
_COST = frozenset(("maxTurns", "max_turns", "timeout_mins", "steps"))
_PROMPT_FIELDS = frozenset(("developer_instructions",))
_SERVERS = frozenset(("mcpServers", "mcp-servers", "mcp_servers"))


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


def compare_fields(before: Definition, after: Definition) -> list[Change]:
    """What differs in the frontmatter, tools included.

    Where one side cannot be read at all, or is written for another host's dialect, its fields are not
    told one by one: that change says it.
    """
    if Step.UNREADABLE in (before.frontmatter.step, after.frontmatter.step):
        return _unreadable(before, after)
    if is_conversion(before, after):
        return _converted(before, after)
    changes = [*_validity(before, after), *compare_tools(before, after)]
    return changes + _compare(before, after, keys=None)


def is_conversion(before: Definition, after: Definition) -> bool:
    """Whether the two sides are written in the dialects of different hosts."""
    present = Step.ABSENT not in (before.frontmatter.step, after.frontmatter.step)
    return present and HOSTS[before.host].dialect is not HOSTS[after.host].dialect


def _converted(before: Definition, after: Definition) -> list[Change]:
    converted = Change(
        Kind.CONVERTED,
        "definition",
        before.host.value,
        after.host.value,
        before.document.fence,
        after.document.fence,
    )
    return [converted, *_validity(before, after), *_compare(before, after, keys=("description", "model"))]


def _unreadable(before: Definition, after: Definition) -> list[Change]:
    was, now = _matter(before), _matter(after)
    if was == now:
        return []
    steps = (before.frontmatter.step, after.frontmatter.step)
    kind = Kind.FIELD_CHANGED
    if steps[0] is not Step.UNREADABLE:
        kind = Kind.MATTER_INVALIDATED
    elif steps[1] is not Step.UNREADABLE:
        kind = Kind.MATTER_REPAIRED
    return [Change(kind, "frontmatter", was, now, before.document.fence, after.document.fence)]


def _matter(definition: Definition) -> str:
    span = definition.document.matter
    return span.of(definition.document.text) if span else ""


def _validity(before: Definition, after: Definition) -> Iterable[Change]:
    was, now = (side.frontmatter.step in (Step.STRICT, Step.ABSENT) for side in (before, after))
    if was != now:
        kind = Kind.MATTER_INVALIDATED if was else Kind.MATTER_REPAIRED
        fences = (before.document.fence, after.document.fence)
        yield Change(kind, "frontmatter", before.frontmatter.step, after.frontmatter.step, *fences)


def _compare(before: Definition, after: Definition, keys: tuple[str, ...] | None) -> list[Change]:
    one, other = _stated(before), _stated(after)
    changes: list[Change] = []
    for key in dict.fromkeys((*one, *other)):
        old, new = one.get(key), other.get(key)
        if (keys and key not in keys) or (old.value if old else None) == (new.value if new else None):
            continue
        changes += _COMPARERS[_kind(key, before, after)](key, old, new)
    return changes


def _kind(key: str, before: Definition, after: Definition) -> FieldKind:
    """What a field is about on either side's host; a name that names nothing there is only shown."""
    for profile in (HOSTS[after.host], HOSTS[before.host]):
        kind = profile.kind_of(key)
        if kind is FieldKind.IDENTITY and profile.identity in (Identity.FILE, Identity.PATH):
            return FieldKind.INTERFACE
        if kind is not FieldKind.METADATA:
            return kind
    return FieldKind.METADATA


def _stated(definition: Definition) -> dict[str, Stated]:
    """The fields in canonical form; the last of several with one key counts, as in every host."""
    profile = HOSTS[definition.host]
    fields = (
        _canonical(field.key, field.value, field.lines, profile) for field in definition.frontmatter.fields
    )
    return {field.key: field for field in fields if field is not None}


def _canonical(key: str, value: Value, lines: Span, profile: HostProfile) -> Stated | None:
    shown = _shown(value)
    if key in _PROMPT_FIELDS or (key == "model" and shown == "inherit" and profile.host in _INHERITS):
        return None
    if key == "infer" and shown.lower() in ("true", "false"):
        key, shown = "disable-model-invocation", "false" if shown.lower() == "true" else "true"
        return Stated(key, shown, shown, lines)
    data = plain(value)
    match value:
        case Scalar():
            # Folded, quoted or re-wrapped: the words are what a host's model reads.
            data = " ".join(value.text.split()) or None
        case Listing() if key in _UNORDERED:
            data = sorted(str(item) for item in set(map(str, data))) if isinstance(data, list) else data
    return Stated(_OLDER_KEYS.get(key, key), data, shown, lines)


def _shown(value: Value) -> str:
    match value:
        case Scalar():
            return value.text
        case Listing(items=items):
            return ", ".join(_shown(item) for item in items)
        case Mapping(fields=fields):
            return ", ".join(f"{field.key}: {_shown(field.value)}" for field in fields)


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


_COMPARERS: dict[FieldKind, Comparer] = {
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
