"""A field lets the agent act without asking."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hosts import HOSTS
from agentreg.model.fields import Scalar
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
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
