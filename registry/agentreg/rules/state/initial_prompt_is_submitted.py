"""The agent starts by itself with a text of its own."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.commanding import heeding, weighed
from agentreg.rules.state.scene import Scene

_KEY = "initialPrompt"


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for the field, medium where what it says is not grave."""
    frontmatter = scene.definition.frontmatter
    field, text = frontmatter.field(_KEY), (frontmatter.text(_KEY) or "").strip()
    hosts = heeding(scene, _KEY) if text else ()
    if field and hosts:
        hit, is_grave = weighed(Hit(_KEY, "", text, after_span=field.lines, hosts=hosts), [text])
        yield hit if is_grave else hit._replace(severity=Severity.MEDIUM)
