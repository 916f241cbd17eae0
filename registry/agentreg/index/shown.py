"""What of the index may be shown: it keeps the values of definitions as they are, secrets included."""

from __future__ import annotations

from agentreg.formats.masking import mask_of
from agentreg.index.values import Agent, Revision


def agent_as_shown(agent: Agent) -> Agent:
    """An agent without the secrets in what its definition states; its path and its host stay."""
    mask = mask_of(["\n".join((agent.name, agent.description, agent.model, *agent.tools))])
    if not mask:
        return agent
    return agent._replace(
        name=mask.text(agent.name),
        description=mask.text(agent.description),
        model=mask.text(agent.model),
        tools=tuple(map(mask.text, agent.tools)),
    )


def revision_as_shown(revision: Revision) -> Revision:
    """A revision without the secrets in the name that the definition had; what Git says of it stays."""
    return revision._replace(name=name_as_shown(revision.name))


def name_as_shown(name: str) -> str:
    """The name of an agent without the secrets in it."""
    return mask_of([name]).text(name)
