"""Where an agent's name stands, and which agents could be taken for it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.permissions import effective
from agentreg.model.definition import Definition, Host
from agentreg.model.document import Span
from agentreg.rules.gravity import GRAVE
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


def hides(one: Definition, other: Neighbour) -> bool:
    """Whether a host that starts beside one agent finds it first: the folder nearest to the start wins.

    That is so in Claude Code (code.claude.com, sub-agents).
    """
    mark = _TREES[Host.CLAUDE_CODE]
    if one.host is not Host.CLAUDE_CODE or other.host is not one.host:
        return False
    root, above = (f"/{path}".partition(mark)[0] for path in (one.path, other.path))
    return root.startswith(f"{above}/")


def may_do_more(one: Definition, other: Neighbour) -> bool:
    """Whether an agent may do something to the world that another one of its name may not."""
    if other.may is None:
        return False
    may = effective(one)
    widened = may.unrestricted and not other.may.unrestricted
    return widened or not GRAVE.intersection(may.risks) <= set(other.may.risks)
