"""A field lets the agent act without asking."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.capabilities import waved_through
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import Dialect, HostProfile
from agentreg.formats.listed import risks_named
from agentreg.formats.tool_entries import parse_entry
from agentreg.model.definition import Definition
from agentreg.model.fields import Field, Listing, Scalar
from agentreg.model.tools import ToolEntry
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.gravity import GRAVE
from agentreg.rules.state.scene import Scene
from agentreg.rules.view import hosts_of

# What runs without asking, as `diff.modes` orders it: None is the rule's own severity.
_WIDE = {
    ("permissionMode", "bypassPermissions"): None,
    ("permissionMode", "auto"): Severity.MEDIUM,
    ("permissionMode", "acceptEdits"): Severity.MEDIUM,
    ("permissionMode", "dontAsk"): Severity.MEDIUM,
    ("sandbox_mode", "danger-full-access"): None,
    ("approval_policy", "never"): None,
    ("approvalMode", "yolo"): None,
    ("approvalMode", "auto-edit"): Severity.MEDIUM,
    ("permission_mode", "never_confirm"): None,
}


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each such field; low where no host of the file heeds it, as in a plugin."""
    definition = scene.definition
    profiles = [HOSTS[host] for host in hosts_of(definition)]
    for field in definition.frontmatter.fields:
        value = field.value.text if isinstance(field.value, Scalar) else ""
        if (field.key, value) in _WIDE:
            heeded = any(profile.heeds(field.key, definition.path) for profile in profiles)
            severity = _WIDE[field.key, value] if heeded else Severity.LOW
            yield Hit(field.key, "", value, after_span=field.lines, severity=severity)
        yield from _freed(field, definition, profiles)


def _freed(field: Field, definition: Definition, profiles: list[HostProfile]) -> Iterator[Hit]:
    """A list of tools that are used without asking, where some of them do something to the world."""
    for profile in profiles:
        named = _named(field, definition, profile)
        grave = [entry for entry in named if not GRAVE.isdisjoint(risks_named((entry,), profile))]
        if grave:
            everything = profile.builtin and any(entry.name == profile.builtin for entry in grave)
            told = ", ".join(dict.fromkeys(entry.raw for entry in grave))
            severity = None if everything else Severity.MEDIUM
            yield Hit(field.key, "", told, after_span=field.lines, severity=severity, hosts=(profile.host,))


def _named(field: Field, definition: Definition, profile: HostProfile) -> list[ToolEntry]:
    """The tools that a field lets be used without asking, whatever they are used for."""
    if field.key == profile.frees and isinstance(field.value, Listing):
        items = [item for item in field.value.items if isinstance(item, Scalar)]
        return [parse_entry(item.text.strip(), profile, span=item.span) for item in items]
    if field.key == "permissions" and profile.dialect is Dialect.KIRO:
        entries = waved_through(definition.frontmatter, profile)
        return [entry for entry in entries if entry.specifier is None]
    return []
