"""Where an agent's name stands, and which agents could be taken for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agentreg.diff.resemblance import alike
from agentreg.formats.hosts import HOSTS
from agentreg.formats.near_names import folded_name
from agentreg.formats.patterns import pattern
from agentreg.model.definition import NO_HOST, Definition, Host, Outcome
from agentreg.model.document import Span
from agentreg.rules.freed import Side, without_limits
from agentreg.rules.gravity import GRAVE
from agentreg.rules.state.scene import Neighbour, Scene
from agentreg.rules.view import all_that_it_does

_INSTALLED = pattern(r"\A(?P<project>(?s:.*/)?)\.[\w-]+/agents/")
# The field says which of the two hosts an agent is for (docs.github.com, custom-agents-configuration).
_TARGETS = {"vscode": Host.VSCODE, "github-copilot": Host.COPILOT}
# Of one agent that is written for two hosts the names of tools differ, and little else.
_MOSTLY = 0.5
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
    if other.definition is None:
        return False
    may, may_other = (all_that_it_does(side, side.host) for side in (one, other.definition))
    if may_other.unrestricted:
        return False
    if may.unrestricted or not GRAVE.intersection(may.all_risks) <= set(may_other.all_risks):
        return True
    free = without_limits(one.host, Side(one, may))
    free_other = without_limits(other.definition.host, Side(other.definition, may_other))
    return not GRAVE.intersection(free) <= free_other


def both_read_by(one: Definition, other: Neighbour) -> Mapping[Host, str]:
    """The hosts that find two agents of different main hosts under one name, each with that name.

    VS Code and Copilot read `.claude/agents` beside `.github/agents`, Cursor beside `.cursor/agents`; which
    of two agents they take is not documented. Two that say the same are one agent, written for two hosts:
    which of them is taken makes no difference.
    """
    twin = other.definition
    if twin is None or twin.host is one.host or _project(one.path) != _project(twin.path):
        return {}
    names = _names(twin)
    both = {
        host: name
        for host, name in _names(one).items()
        if folded_name(names.get(host, "")) == folded_name(name)
    }
    return {} if both and _is_written_twice(one, twin) else both


def _project(path: str) -> str | None:
    """The folder of the project for which an agent is installed; None for one that is not."""
    found = _INSTALLED.search(path)
    return found["project"] if found else None


def _names(definition: Definition) -> dict[Host, str]:
    """What each host that loads an agent calls it."""
    only = _TARGETS.get(definition.frontmatter.text("target") or "")
    return {
        reading.host: reading.identity
        for reading in definition.hosts
        if reading.identity and reading.outcome is not Outcome.SKIPS and reading.host not in NO_HOST
        if only in (None, reading.host) or not HOSTS[reading.host].heeds("target", definition.path)
    }


def _is_written_twice(one: Definition, other: Definition) -> bool:
    return any(share >= _MOSTLY for _, _, share in alike([one], [other]))
