"""Frontmatter fields: routing, permissions, model, metadata, each by what its host takes it for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.diff.changes import Change
from agentreg.diff.field_areas import COMPARERS, ROUTING_TEXTS, Stated
from agentreg.diff.kinds import Kind
from agentreg.diff.modes import canonical_mode
from agentreg.diff.tools import compare_tools
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind, HostProfile, Identity
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.model.fields import MERGE_KEY, Listing, Mapping, Scalar, Step, Value, plain

# Equal spellings (formats.md section 10): older key -> the one of today.
_OLDER_KEYS = {"user-invokable": "user-invocable", "maxSteps": "steps", "disable": "disabled"}
_INHERITS = frozenset((Host.CLAUDE_CODE, Host.CLAUDE_PLUGIN, Host.GEMINI, Host.CURSOR, Host.GENERIC))
# What every host understands, and what must never hide in a conversion.
_TOLD_OF_A_CONVERSION = frozenset(
    (FieldKind.ROUTING, FieldKind.MODEL, FieldKind.PERMISSION, FieldKind.SUPPLY)
)
_UNORDERED = frozenset(("skills", "agents", "tags", "keywords"))
_LIMITS = (FieldKind.TOOLS, FieldKind.PERMISSION, FieldKind.SUPPLY)
_PROMPT_FIELDS = frozenset(("developer_instructions",))


def compare_fields(before: Definition, after: Definition) -> list[Change]:
    """What differs in the frontmatter, tools included.

    Where one side cannot be read at all, or is written for another host's dialect, its fields are not
    told one by one: that change says it.
    """
    if Step.UNREADABLE in (before.frontmatter.step, after.frontmatter.step):
        return _unreadable(before, after)
    if is_conversion(before, after):
        return _converted(before, after)
    changes = [*_validity(before, after), *compare_tools(before, after), *_clarity(before, after)]
    return changes + _compare(before, after, frozenset(FieldKind))


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
    told = _compare(before, after, _TOLD_OF_A_CONVERSION)
    # How agents are called is stated in fields of each host's own: that they differ is the conversion.
    told = [change for change in told if change.kind is not Kind.INVOCATION_CHANGED]
    return [converted, *_validity(before, after), *told]


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


def _clarity(before: Definition, after: Definition) -> Iterable[Change]:
    """Fields that limit the agent and can now be read in two ways, or no longer."""
    was, now = (set(side.frontmatter.ambiguous) for side in (before, after))
    for key in sorted(was ^ now):
        if key != MERGE_KEY and _kind(key, before, after) not in _LIMITS:
            continue
        (old, was_at), (new, now_at) = _written(before, key), _written(after, key)
        kind = Kind.RIGHTS_BLURRED if key in now else Kind.RIGHTS_CLEARED
        yield Change(kind, key, old, new, was_at, now_at)


def _written(definition: Definition, key: str) -> tuple[str, Span | None]:
    """A field as it stands in the file, and where; the frontmatter's place where it is absent."""
    field = definition.frontmatter.field(key)
    if field is None:
        return "", definition.document.fence
    return field.lines.of(definition.document.text).strip(), field.lines


def _compare(before: Definition, after: Definition, kinds: frozenset[FieldKind]) -> list[Change]:
    one, other = _stated(before), _stated(after)
    changes: list[Change] = []
    for key in dict.fromkeys((*one, *other)):
        old, new = one.get(key), other.get(key)
        kind = _kind(key, before, after)
        if kind in kinds and _meant(key, old) != _meant(key, new):
            told = _compare_routing(key, (before, old), (after, new)) if kind is FieldKind.ROUTING else None
            changes += COMPARERS[kind](key, old, new) if told is None else told
    return changes


def _compare_routing(
    key: str, before: tuple[Definition, Stated | None], after: tuple[Definition, Stated | None]
) -> list[Change] | None:
    """What differs between two texts for which the agent is chosen; None for any other field."""
    if key not in ROUTING_TEXTS:
        return None
    # Most edits leave the description alone, and starting up is part of every `diff`.
    from agentreg.diff.routing import RoutingText, compare_routing_texts

    sides = [
        RoutingText(side.document.text, stated.tree, stated.lines)
        for side, stated in (before, after)
        if stated is not None and isinstance(stated.tree, Scalar)
    ]
    return compare_routing_texts(key, *sides) if len(sides) == len((before, after)) else None


def _meant(key: str, stated: Stated | None) -> object:
    return stated.value if stated else canonical_mode(key, "", boolean=None) or None


def _kind(key: str, before: Definition, after: Definition) -> FieldKind:
    """What a field is about on a host of either side, main hosts first; a name may only be shown there."""
    for profile, path in _readers(before, after):
        kind = profile.kind_of(key) if profile.heeds(key, path) else FieldKind.METADATA
        if kind is FieldKind.IDENTITY and profile.identity in (Identity.FILE, Identity.PATH):
            return FieldKind.INTERFACE
        if kind is not FieldKind.METADATA:
            return kind
    return FieldKind.METADATA


def _readers(before: Definition, after: Definition) -> Iterator[tuple[HostProfile, str]]:
    """The hosts that look at either file, each with the path at which it does."""
    sides = (after, before)
    yield from ((HOSTS[side.host], side.path) for side in sides)
    yield from ((HOSTS[reading.host], side.path) for side in sides for reading in side.hosts[1:])


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
