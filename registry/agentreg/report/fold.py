"""Which agents of a review are shown one by one, which together, and which are only counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from typing import NamedTuple

from agentreg.diff.changes import is_meaningful
from agentreg.report.page import Detail
from agentreg.review import AgentReview, Review

# A review of more agents than this is an overview, unless all detail is asked for.
MOST_IN_FULL = 8

# In an overview so many agents in which the same kinds of thing changed are told together.
LEAST_TOGETHER = 3


class Folded(NamedTuple):
    """The agents of a review.

    Attributes:
        groups: Those to show, the most serious first; what changed alike is told once.
        reformatted: Those of which one line says all: only their formatting differs.
        overview: Whether an agent is to be told in two lines rather than in full.
    """

    groups: tuple[tuple[AgentReview, ...], ...]
    reformatted: tuple[AgentReview, ...]
    overview: bool

    @property
    def line(self) -> str:
        """What is said of those that are not shown."""
        return f"{len(self.reformatted)} agents: only the formatting differs"


def fold(review: Review, detail: Detail = Detail.NORMAL) -> Folded:
    """Part the agents of a review.

    Args:
        review: The review.
        detail: With all detail every agent is shown by itself.

    Returns:
        The parts; a single agent of which only the formatting differs is shown like any other.
    """
    reformatted = tuple(agent for agent in review.agents if agent.is_reformatted_only)
    if len(reformatted) < 2:
        reformatted = ()
    shown = [agent for agent in review.agents if not (reformatted and agent.is_reformatted_only)]
    if detail is Detail.ALL:
        return Folded(tuple((agent,) for agent in shown), reformatted, overview=False)
    overview = len(shown) > MOST_IN_FULL
    return Folded(_groups(shown, overview=overview), reformatted, overview)


def _groups(agents: list[AgentReview], *, overview: bool) -> tuple[tuple[AgentReview, ...], ...]:
    """Agents that changed alike together, where the first of them stands."""
    alike: dict[Hashable, list[AgentReview]] = defaultdict(list)
    for agent in agents:
        alike[_kinds(agent) if overview else _facts(agent)].append(agent)
    least = LEAST_TOGETHER if overview else 2
    groups = {id(group[0]): tuple(group) for group in alike.values() if len(group) >= least}
    together = {id(agent) for group in groups.values() for agent in group}
    parts = (groups.get(id(agent), () if id(agent) in together else (agent,)) for agent in agents)
    return tuple(part for part in parts if part)


def _kinds(agent: AgentReview) -> Hashable:
    return frozenset(change.kind for change in agent.changes if is_meaningful(change))


def _facts(agent: AgentReview) -> Hashable:
    """All that is told of an agent but its name and the places of its changes."""
    changes = [change[:4] for change in agent.changes if is_meaningful(change)]
    return (*changes, *((finding.rule, finding.severity, finding.message) for finding in agent.findings))
