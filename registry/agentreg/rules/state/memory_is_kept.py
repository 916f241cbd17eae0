"""The agent keeps a memory: what it writes down, it follows later."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.model.fields import Scalar
from agentreg.rules.case import Hit
from agentreg.rules.state.commanding import heeding
from agentreg.rules.state.scene import Scene

_KEY = "memory"


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for the field."""
    field = scene.definition.frontmatter.field(_KEY)
    value = field.value if field else None
    if field and isinstance(value, Scalar) and not value.is_null and (hosts := heeding(scene, _KEY)):
        yield Hit(_KEY, "", value.text, after_span=field.lines, hosts=hosts)
