"""All that a skill says is part of the prompt from the start."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.model.fields import Listing, Scalar
from agentreg.rules.case import Hit
from agentreg.rules.state.commanding import heeding
from agentreg.rules.state.scene import Scene

_KEY = "skills"


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for the field; a table that configures skills names none."""
    field = scene.definition.frontmatter.field(_KEY)
    value = field.value if field else None
    items = value.items if isinstance(value, Listing) else (value,)
    names = [item.text for item in items if isinstance(item, Scalar) and not item.is_null]
    if field and names and (hosts := heeding(scene, _KEY)):
        yield Hit(_KEY, "", ", ".join(names), after_span=field.lines, hosts=hosts)
