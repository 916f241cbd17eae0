"""What agents are called beside each other: by their names, and by their paths where several share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from agentreg.review.values import AgentReview


def called(agents: Iterable[AgentReview]) -> Callable[[AgentReview], str]:
    """How to call each of some agents.

    Returns:
        What gives `reviewer`, or `reviewer (agents/reviewer.md)` where another agent has the name or had it:
        one of them, or one of the trees that they are of, changed or not.
    """
    is_shared = _sharing(agents)

    def name_of(agent: AgentReview) -> str:
        return f"{agent.called} ({agent.paths[-1]})" if is_shared(agent) else agent.called

    return name_of


def distinct_names(agents: Sequence[AgentReview]) -> list[str]:
    """A name for each agent in a list of them; its path alone where another agent has the same name."""
    is_shared = _sharing(agents)
    return [agent.paths[-1] if is_shared(agent) or not agent.is_named else agent.name for agent in agents]


def names_together(agents: Sequence[AgentReview]) -> tuple[list[str], str]:
    """How to call agents that are told together.

    Returns:
        A name for each, and the folder in which all of them are, where their names alone do not tell them
        from others; else as `distinct_names` has it, and nothing.
    """
    names, plain = distinct_names(agents), [agent.name for agent in agents]
    folders = {agent.paths[-1].rpartition("/")[0] for agent in agents}
    if names == plain or len(folders) > 1 or len({"", *plain}) <= len(plain):
        return names, ""
    return plain, f"{folders.pop() or '.'}/"


def _sharing(agents: Iterable[AgentReview]) -> Callable[[AgentReview], bool]:
    """Whether the name of an agent is, or was, that of another one as well."""
    times = Counter(name for name, _ in {(agent.name, agent.paths[-1]) for agent in agents})
    return lambda agent: agent.shares_name or times[agent.name] > 1
