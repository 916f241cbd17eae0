"""Tools as rules, of which the last that matches wins: how OpenCode states what an agent may do."""

from __future__ import annotations

from agentreg.formats.hosts.profile import HostProfile
from agentreg.formats.tool_entries import parse_entry
from agentreg.model.document import Span
from agentreg.model.fields import Frontmatter, Listing, Mapping, Scalar, Value
from agentreg.model.tools import Effect, ToolEntry, ToolPolicy, ToolState
from agentreg.static import assert_never

# V1 has a map of switches and a map of permissions, V2 a list of rules; later ones overrule earlier ones.
_KEYS = ("tools", "permission", "permissions")
_EFFECTS = {
    "true": Effect.ALLOW,
    "allow": Effect.ALLOW,
    "ask": Effect.ASK,
    "false": Effect.DENY,
    "deny": Effect.DENY,
}


def read_rules(frontmatter: Frontmatter, profile: HostProfile) -> ToolPolicy:
    """Read the rules of a definition: those of `tools`, then of `permission`, then of `permissions`.

    Args:
        frontmatter: The fields.
        profile: The host whose names and aliases count.

    Returns:
        An ordered policy; its span and key are those of the last field that states rules.
    """
    stated = [(key, frontmatter.get(key)) for key in _KEYS]
    present = [(key, value) for key, value in stated if value is not None]
    if not present:
        return ToolPolicy(ToolState.ABSENT, ordered=True)
    entries = tuple(entry for _key, value in present for entry in rule_entries(value, profile))
    key, value = present[-1]
    empty = ToolState.NULL if isinstance(value, Scalar) and value.is_null else ToolState.EMPTY
    state = ToolState.LISTED if entries else empty
    return ToolPolicy(state, entries, ordered=True, key=key, span=value.span)


def rule_entries(value: Value, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """The rules that a value states: one word for every tool, a map, or a list of maps."""
    match value:
        case Scalar():
            effect = _EFFECTS.get(value.text.strip().lower())
            return () if effect is None else (parse_entry("*", profile, span=value.span, effect=effect),)
        case Listing(items=items):
            return tuple(entry for item in items for entry in _listed(item, profile))
        case Mapping():
            return _mapped(value, profile)
        case other:
            assert_never(other)


def _mapped(value: Mapping, profile: HostProfile) -> tuple[ToolEntry, ...]:
    entries: list[ToolEntry] = []
    for field in value.fields:
        span = Span(field.key_span.start, field.value.span.end)
        match field.value:
            case Scalar(text=word):
                entries.append(parse_entry(field.key, profile, span=span, effect=_effect(word)))
            case Mapping(fields=inner):
                entries += [_specific(field.key, rule.key, rule.value, profile) for rule in inner]
            case Listing():
                entries.append(parse_entry(field.key, profile, span=span))
            case other:
                assert_never(other)
    return tuple(entries)


def _specific(tool: str, pattern: str, value: Value, profile: HostProfile) -> ToolEntry:
    word = value.text if isinstance(value, Scalar) else ""
    return parse_entry(f"{tool}({pattern})", profile, span=value.span, effect=_effect(word))


def _listed(item: Value, profile: HostProfile) -> tuple[ToolEntry, ...]:
    """One rule of OpenCode V2: `{action, resource, effect}`."""
    if isinstance(item, Scalar) and item.text.strip():
        return (parse_entry(item.text.strip(), profile, span=item.span),)
    if not isinstance(item, Mapping):
        return ()
    parts = {field.key: field.value.text for field in item.fields if isinstance(field.value, Scalar)}
    raw = f"{parts.get('action', '*')}({parts.get('resource', '*')})"
    return (parse_entry(raw, profile, span=item.span, effect=_effect(parts.get("effect", ""))),)


def _effect(word: str) -> Effect:
    # A word that no host knows: the widest reading.
    return _EFFECTS.get(word.strip().lower(), Effect.ALLOW)
