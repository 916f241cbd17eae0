"""Which agents of a review are shown, and which are only counted."""

from __future__ import annotations

from typing import NamedTuple

from agentreg.review import AgentReview, Review


class Folded(NamedTuple):
    """The agents of a review.

    Attributes:
        shown: Those to show.
        reformatted: Those of which one line says all: only their formatting differs.
    """

    shown: tuple[AgentReview, ...]
    reformatted: tuple[AgentReview, ...]

    @property
    def line(self) -> str:
        """What is said of those that are not shown."""
        return f"{len(self.reformatted)} agents: only the formatting differs"


def fold(review: Review) -> Folded:
    """Part the agents of a review; a single one is always shown."""
    reformatted = tuple(agent for agent in review.agents if agent.is_reformatted_only)
    if len(reformatted) < 2:
        return Folded(review.agents, ())
    return Folded(tuple(agent for agent in review.agents if not agent.is_reformatted_only), reformatted)
