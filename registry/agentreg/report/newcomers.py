"""What many new agents may do, counted, so that nobody takes "new" for harmless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from agentreg.model.tools import Permissions, Risk
from agentreg.review.values import AgentReview

# Who may execute may do all of the rest with it.
_WORDS = {
    Risk.EXECUTE: "may execute",
    Risk.WRITE: "may write",
    Risk.NETWORK: "may use the network",
    Risk.SPAWN: "may start agents",
}
_READS = "may only read"
_UNSURE = "may do what is not known"
_NOTHING = "may use no tool"
_UNLOADED = "loaded by no host"


def newcomers(agents: Iterable[AgentReview]) -> str:
    """How many of the new ones among some agents may do what on their main host.

    Args:
        agents: The agents of a review, or some of them.

    Returns:
        `5 may execute, 2 may write, 3 may only read`, in the order of the risk; empty where none is new. One
        that may execute is not counted again; any other is counted once for each of the rest that it may do.
        What is true of all is told without a number.
    """
    new = [agent for agent in agents if agent.was is None]
    counted = Counter(word for agent in new for word in _rights(agent))
    order = (*_WORDS.values(), _UNSURE, _READS, _NOTHING, _UNLOADED)
    return ", ".join(_told(counted[word], len(new), word) for word in order if counted[word])


def _told(count: int, total: int, word: str) -> str:
    if count == total:
        return f"all {word}" if total > 1 else word
    return f"{count} {word}"


def _rights(agent: AgentReview) -> Iterator[str]:
    held = [view.holds for view in agent.views[:1]]
    if not held or held[0] is None:
        yield _UNLOADED
        return
    yield from _of(held[0])


def _of(may: Permissions) -> list[str]:
    risks = may.all_risks
    if Risk.EXECUTE in risks:
        return [_WORDS[Risk.EXECUTE]]
    grave = [word for risk, word in _WORDS.items() if risk in risks]
    if may.unsure:
        return [*grave, _UNSURE]
    return grave or [_READS if risks else _NOTHING]
