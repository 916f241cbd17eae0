"""Which findings of a review a reviewer means to accept, and the decisions that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from agentreg.errors import UnknownReference
from agentreg.review.values import AgentReview, Review, Side
from agentreg.review.verdict import Levels, failures
from agentreg.rules.approvals import Approval, content_hash
from agentreg.rules.finding import Finding

LEAST_DIGITS = 6
"""Digits of a fingerprint that are enough, where they mean one finding."""

VOID = "approval-became-void"
"""What says that a decision is missing is nothing to decide on."""

Chosen = tuple[AgentReview, Finding]


def choose(review: Review, names: Sequence[str], level_at: Levels) -> tuple[Chosen, ...]:
    """The findings that are meant.

    Args:
        review: The review.
        names: Fingerprints, or their first digits, and names of agents, which mean all that is found in
            them; nothing for all findings that fail.
        level_at: What fails.

    Returns:
        Open findings, each with its agent, in the order of the review.

    Raises:
        UnknownReference: A name is neither an agent that changed nor a finding that is open.
    """
    open_ = [(agent, one) for agent in review.agents for one in agent.findings if one.rule != VOID]
    if not names:
        failing = {
            id(one) for agent in review.agents for one in failures(agent.findings, level_at(agent.paths))
        }
        return tuple(chosen for chosen in open_ if id(chosen[1]) in failing)
    wanted: set[int] = set()
    for name in names:
        found = {id(one) for agent, one in open_ if _is_meant(name, agent, one)}
        if not found:
            raise _unknown(name, open_)
        wanted |= found
    return tuple(chosen for chosen in open_ if id(chosen[1]) in wanted)


def _is_meant(name: str, agent: AgentReview, finding: Finding) -> bool:
    starts = len(name) >= LEAST_DIGITS and finding.fingerprint.startswith(name)
    return starts or name.casefold() == agent.name.casefold()


def _unknown(name: str, open_: Sequence[Chosen]) -> UnknownReference:
    near = get_close_matches(name, dict.fromkeys(agent.name for agent, _ in open_), n=1)
    hint = f"did you mean {near[0]}?" if near else "`agentreg review -v` shows the fingerprints"
    return UnknownReference(f"{name!r} is no agent and no finding that is open here", hint=hint)


def decisions(chosen: Sequence[Chosen], as_said: Approval) -> Iterator[Approval]:
    """A decision for each finding, for the text that its agent has now.

    Args:
        chosen: The findings.
        as_said: Reason, name and date of the decision; its other fields do not count.
    """
    for agent, finding in chosen:
        yield as_said._replace(
            agent=agent.name.strip() or "(no name)",
            path=agent.paths[-1],
            rule=finding.rule,
            subject=finding.subject,
            fingerprint=finding.fingerprint,
            content=_content(agent.after),
        )


def _content(side: Side | None) -> str:
    return side.content or content_hash(side.text) if side else content_hash("")
