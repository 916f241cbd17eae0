"""The host that the folder is for does not load the agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agentreg.formats.readers import skipped_at
from agentreg.model.definition import Outcome
from agentreg.model.fields import Step
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene
from agentreg.rules.view import shown


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for all hosts that skip it for the same reason; invalid frontmatter has a rule of its own."""
    definition = scene.definition
    skipping = [one for one in definition.hosts if one.outcome is Outcome.SKIPS]
    is_read = definition.frontmatter.step in (Step.STRICT, Step.ABSENT)
    if not is_read or definition.hosts[0] not in skipping:
        return
    hosts: dict[str, list[str]] = defaultdict(list)
    for one in skipping:
        hosts[one.because].append(shown(one.host))
    place = skipped_at(definition)
    for because, names in hosts.items():
        yield Hit(definition.name, after=because, after_span=place, hosts=tuple(names))
