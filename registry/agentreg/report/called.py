"""What agents are called beside each other: by their names, and by their paths where several share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from agentreg.review.values import AgentReview


def called(agents: Iterable[AgentReview]) -> Callable[[AgentReview], str]:
    """How to call each of some agents.

    Returns:
        What gives `reviewer`, or `reviewer (agents/reviewer.md)` where another one of them has the name.
    """
    shared = Counter(name for name, _ in {(agent.name, agent.paths[-1]) for agent in agents})

    def name_of(agent: AgentReview) -> str:
        return f"{agent.called} ({agent.paths[-1]})" if shared[agent.name] > 1 else agent.called

    return name_of


def distinct_names(agents: Sequence[AgentReview]) -> list[str]:
    """A name for each agent in a list of them; its path alone where another of them has the same name."""
    times = Counter(agent.name for agent in agents)
    return [agent.name if agent.name and times[agent.name] == 1 else agent.paths[-1] for agent in agents]
