"""Frontmatter fields in canonical form, in which equal spellings are equal."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.modes import canonical_mode
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind, HostProfile
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.model.fields import Listing, Mapping, Scalar, Value, plain
from agentreg.records import NamedTuple

# Older key -> the one of today.
_OLDER_KEYS = {"user-invokable": "user-invocable", "maxSteps": "steps", "disable": "disabled"}
_INHERITS = frozenset(
    (
        *(Host.CLAUDE_CODE, Host.CLAUDE_PLUGIN, Host.GENERIC, Host.UNKNOWN),
        *(Host.GEMINI, Host.QWEN, Host.CURSOR, Host.OPENHANDS),
    )
)
_UNORDERED = frozenset(("skills", "agents", "tags", "keywords", "allowedTools"))
_PROMPT_FIELDS = frozenset(("developer_instructions",))


class Stated(NamedTuple):
    """One field in canonical form.

    Attributes:
        key: The key, in the spelling of today.
        value: The value as plain data; what is equal means the same.
        shown: The value as one text.
        lines: The lines that it occupies.
        tree: The value as written, with its places.
    """

    key: str
    value: object
    shown: str
    lines: Span
    tree: Value


def meant(key: str, stated: Stated | None) -> object:
    """What a field says, or what it says to leave it out, as plain data."""
    return stated.value if stated else canonical_mode(key, "", boolean=None) or None


def kind_of(key: str, before: Definition, after: Definition) -> FieldKind:
    """What a field is about on a host of either side, main hosts first; a name may only be shown there."""
    for profile, path in _readers(before, after):
        kind = profile.kind_of(key) if profile.heeds(key, path) else FieldKind.METADATA
        if kind is FieldKind.IDENTITY and profile.identity.is_of_file:
            return FieldKind.INTERFACE
        if kind is not FieldKind.METADATA:
            return kind
    return FieldKind.METADATA


def _readers(before: Definition, after: Definition) -> Iterator[tuple[HostProfile, str]]:
    """The hosts that look at either file, each with the path at which it does."""
    sides = (after, before)
    yield from ((HOSTS[side.host], side.path) for side in sides)
    yield from ((HOSTS[reading.host], side.path) for side in sides for reading in side.hosts[1:])


def stated_fields(definition: Definition) -> dict[str, Stated]:
    """The fields in canonical form; the last of several with one key counts, as in every host."""
    profile = HOSTS[definition.host]
    fields = (
        _canonical(field.key, field.value, field.lines, profile) for field in definition.frontmatter.fields
    )
    return {field.key: field for field in fields if field is not None}


def _canonical(key: str, value: Value, lines: Span, profile: HostProfile) -> Stated | None:
    shown = _shown(value)
    if key in _PROMPT_FIELDS:
        return None
    if key == "model" and shown == "inherit" and profile.host in _INHERITS:
        # It says what leaving it out says; a reader of a change still sees the word.
        return Stated(key, None, shown, lines, value)
    if key == "infer" and shown.lower() in ("true", "false"):
        key, shown = "disable-model-invocation", "false" if shown.lower() == "true" else "true"
        return Stated(key, shown, shown, lines, value)
    key, data = _OLDER_KEYS.get(key, key), plain(value)
    match value:
        case Scalar():
            # Folded, quoted or re-wrapped: the words are what a host's model reads.
            text = "" if value.is_null else " ".join(value.text.split())
            data = canonical_mode(key, text, boolean=value.boolean) or None
        case Listing(items=items) if key in _UNORDERED:
            names = sorted({_shown(item) for item in items})
            # A list of agents that names them all is no list.
            data = None if key == "agents" and "*" in names else names
        case Listing(items=(item,)) if key == "model":
            data = _shown(item)
    return Stated(key, data, shown, lines, value)


def _shown(value: Value) -> str:
    match value:
        case Scalar():
            return value.text
        case Listing(items=items):
            return ", ".join(_shown(item) for item in items)
        case Mapping(fields=fields):
            return ", ".join(f"{field.key}: {_shown(field.value)}" for field in fields)
