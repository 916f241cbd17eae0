"""The frontmatter is no valid YAML."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.model.fields import Step
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene
from agentreg.rules.validity import cause_of, hosts_by_harm


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for all hosts that do the same with such a file."""
    definition = scene.definition
    if definition.frontmatter.step in (Step.STRICT, Step.ABSENT):
        return
    cause = cause_of(definition)
    hit = Hit("frontmatter", after_span=cause.place, detail=cause.because, hint=cause.hint)
    for severity, hosts in hosts_by_harm(definition).items():
        yield hit._replace(severity=severity, hosts=hosts)
