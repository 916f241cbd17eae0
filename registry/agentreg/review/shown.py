"""What of an agent may be shown: all that a report has of it passes here, once, before any report sees it."""

from __future__ import annotations

from collections.abc import Iterable

from agentreg.formats.masking import mask_of
from agentreg.review.values import AgentReview, Side
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.model.leak import Leak


def as_shown(agent: AgentReview, leaks: Iterable[Leak] = ()) -> AgentReview:
    """The review of an agent with the secrets of both its sides masked in every text.

    Args:
        agent: The review, with the texts as they are.
        leaks: Secrets that another program has found in the side after.

    Returns:
        The same without a secret; places and fingerprints are those of the texts as they are.
    """
    sides = (agent.before, agent.after)
    found = [leak.span.of(agent.after.text) for leak in leaks] if agent.after else []
    mask = mask_of((*(side.text for side in sides if side), _told(agent)), found)
    if not mask:
        return agent
    before, after = map(_with_content, sides)
    return mask.value(agent._replace(before=before, after=after))


def _told(agent: AgentReview) -> str:
    """What is told of an agent: a text that was escaped or encoded in the file is read there."""
    changes = (text for one in agent.changes for text in (one.before, one.after))
    return "\n".join((agent.name, *changes, *(one.message for one in (*agent.findings, *agent.existing))))


def _with_content(side: Side | None) -> Side | None:
    """A side that says what its text was: a decision holds for that, not for what is shown of it."""
    if side is None:
        return None
    from agentreg.rules.approvals import content_hash

    return side._replace(content=content_hash(side.text))
