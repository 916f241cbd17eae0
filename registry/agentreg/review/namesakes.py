"""What release notes say of one of several agents of a name, that came or went while the others stay."""

from __future__ import annotations

from collections.abc import Container, Iterable

from agentreg.diff.namesakes import way_between
from agentreg.model.definition import NO_HOST
from agentreg.review.values import AgentReview

MOST_FOLDERS = 2
"""So many folders are named in which others of the name are."""


def one_more(agent: AgentReview, came: Container[str]) -> str:
    """Tell a new agent beside others of its name.

    Args:
        agent: The new agent.
        came: The paths of all agents that are new.

    Returns:
        `a new copy of the one in agents/, for cursor`; empty where none of the others was there before.
    """
    there = [path for path in agent.others if path not in came]
    if agent.after is None or not there:
        return ""
    host = "" if agent.after.host in NO_HOST else f", for {agent.after.host}"
    if not agent.is_copy or agent.name != agent.names[-1]:
        return f"one more of this name{host}"
    origins = [agent.before.path] if agent.before and agent.before.path in there else there
    return f"a new copy of {_the_ones(origins, agent.after.path)}{host}"


def one_less(agent: AgentReview) -> str:
    """`the copy at this path is gone; the one in agents/ stays`; `removed` where no other has the name."""
    if not agent.others:
        return "removed"
    verb = "stays" if len(agent.others) == 1 else "stay"
    return f"the copy at this path is gone; {_the_ones(agent.others, agent.paths[0])} {verb}"


def _the_ones(paths: Iterable[str], here: str) -> str:
    """Agents of one name by their folders, the nearest first."""
    ranked = sorted(paths, key=lambda path: (way_between(here, path), path))
    folders = list(dict.fromkeys(path.rpartition("/")[0] or "." for path in ranked))
    named = " and ".join(f"{folder}/" for folder in folders[:MOST_FOLDERS])
    left = len(folders) - MOST_FOLDERS
    noun = "the one" if len(ranked) == 1 else "those"
    if left <= 0:
        return f"{noun} in {named}"
    return f"{noun} in {named.replace(' and ', ', ')} and {left} more folder{'s' if left > 1 else ''}"
