"""Where an agent's name stands, and which agents could be taken for it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.rules.state.scene import Neighbour, Scene

_TREES = {Host.CLAUDE_CODE: "/.claude/agents/", Host.COPILOT: "/.github/agents/"}


def place_of_name(definition: Definition) -> Span | None:
    """Where the name is written; None where the path says it."""
    field = definition.frontmatter.field("name")
    return field.lines if field else None


def others(scene: Scene) -> Iterator[Neighbour]:
    """The agents of the project beside the one that is judged."""
    path = scene.definition.path
    return (one for one in scene.surroundings.neighbours if one.path != path)


def same_tree(one: Definition, other: Neighbour) -> bool:
    """Whether a host looks at both at once: the same folder of agents, not one of another project inside."""
    mark = _TREES.get(one.host)
    if mark is None or other.host is not one.host:
        return other.host is one.host
    return f"/{one.path}".partition(mark)[0] == f"/{other.path}".partition(mark)[0]
