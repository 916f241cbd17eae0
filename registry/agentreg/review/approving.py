"""Which findings of a review a reviewer means to accept, and the decisions that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from agentreg.diff.kinds import Kind
from agentreg.errors import AmbiguousReference, UnknownReference
from agentreg.records import NamedTuple
from agentreg.review.values import AgentReview, Review
from agentreg.review.verdict import Levels, failures
from agentreg.rules.approvals import Approval, Approvals, content_hash
from agentreg.rules.finding import Finding

if TYPE_CHECKING:
    from datetime import date

LEAST_DIGITS = 6
"""Digits of a fingerprint that are enough, where they mean one finding."""

VOID = "approval-became-void"
"""What says that a decision is missing is nothing to decide on."""

Chosen = tuple[AgentReview, Finding]


class Said(NamedTuple):
    """What a reviewer says of a decision.

    Attributes:
        reason: Why.
        by: Who decides; empty where nobody says.
        date: When; None where nobody says.
    """

    reason: str
    by: str = ""
    date: date | None = None


def choose(review: Review, names: Sequence[str], level_at: Levels) -> tuple[Chosen, ...]:
    """The findings that are meant.

    Args:
        review: The review.
        names: Fingerprints, or their first digits; names of agents and their paths, which mean all that is
            found in them; `PATH:FINGERPRINT`; nothing for all findings that fail.
        level_at: What fails.

    Returns:
        Open findings, each with its agent, in the order of the review.

    Raises:
        UnknownReference: A name is neither an agent that changed nor a finding that is open.
        AmbiguousReference: It means several agents: who looked at one of them did not at the others.
    """
    open_ = [(agent, one) for agent in review.agents for one in agent.findings if one.rule != VOID]
    if not names:
        failing = {
            id(one) for agent in review.agents for one in failures(agent.findings, level_at(agent.paths))
        }
        return tuple(chosen for chosen in open_ if id(chosen[1]) in failing)
    wanted: set[int] = set()
    for name in names:
        found = [(agent, one) for agent, one in open_ if _is_meant(name, agent, one)]
        if not found:
            raise _unknown(name, open_)
        if len({_path(agent) for agent, _ in found}) > 1:
            raise _ambiguous(name, found)
        wanted.update(id(one) for _, one in found)
    return tuple(chosen for chosen in open_ if id(chosen[1]) in wanted)


def _is_meant(name: str, agent: AgentReview, finding: Finding) -> bool:
    path, colon, digits = name.rpartition(":")
    if colon and path == _path(agent):
        return _starts(finding, digits)
    return _starts(finding, name) or name == _path(agent) or name.casefold() == agent.name.casefold()


def _starts(finding: Finding, digits: str) -> bool:
    return len(digits) >= LEAST_DIGITS and finding.fingerprint.startswith(digits)


def _path(agent: AgentReview) -> str:
    return agent.paths[-1]


def _ambiguous(name: str, found: Sequence[Chosen]) -> AmbiguousReference:
    """Several agents, each named so that it is the only one."""
    behind = f":{name}" if all(_starts(finding, name) for _, finding in found) else ""
    names = dict.fromkeys(f"{_path(agent)}{behind}" for agent, _ in found)
    return AmbiguousReference(f"{name!r} means {len(names)} agents", hint=f"name one of: {', '.join(names)}")


def _unknown(name: str, open_: Sequence[Chosen]) -> UnknownReference:
    near = get_close_matches(name, dict.fromkeys(agent.name for agent, _ in open_), n=1)
    hint = f"did you mean {near[0]}?" if near else "`agentreg review -v` shows the fingerprints"
    return UnknownReference(f"{name!r} is no agent and no finding that is open here", hint=hint)


def undecided_here(review: Review, approvals: Approvals, level_at: Levels) -> int:
    """How many findings fail that decisions accept which do not count in this review.

    Args:
        review: The review.
        approvals: The decisions.
        level_at: What fails.
    """
    return sum(
        one.path == _path(agent) and one.content == _content(agent)
        for agent in review.agents
        for finding in failures(agent.findings, level_at(agent.paths))
        for one in approvals.about(finding)
    )


def decisions(chosen: Sequence[Chosen], said: Said) -> Iterator[Approval]:
    """A decision for each finding, for the text that its agent has now."""
    for agent, finding in chosen:
        yield Approval(
            agent=agent.name.strip() or "(no name)",
            path=_path(agent),
            rule=finding.rule,
            subject=finding.subject,
            fingerprint=finding.fingerprint,
            content=_content(agent),
            reason=said.reason,
            by=said.by,
            date=said.date,
        )


def _content(agent: AgentReview) -> str:
    """The hash of the text that an agent has now: none where it is gone, or its file is no agent any more."""
    side = agent.after
    if side is None or any(change.kind is Kind.STOPPED_LOADING for change in agent.changes):
        return content_hash("")
    return side.content or content_hash(side.text)
