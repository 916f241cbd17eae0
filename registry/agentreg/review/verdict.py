"""What a review comes to: whether a finding is as serious as a gate says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from agentreg.review.values import Outcome, Review, Verdict
from agentreg.rules.finding import Finding, Severity

Levels = Callable[[tuple[str, ...]], Severity | None]
"""From which severity a finding fails, given the agent's paths; none for what is about no agent."""


def reach_verdict(review: Review, level_at: Levels) -> Verdict:
    """Put a review before a gate.

    Args:
        review: The review; findings that were accepted cannot fail.
        level_at: The gate.

    Returns:
        The verdict. What could not be compared never passes, and what is critical about the project's own
        policy always fails: a change that loosens the gate is no judge of itself.
    """
    levels = [level_at(agent.paths) for agent in review.agents]
    failing = [
        sum(1 for _ in failures(agent.findings, level))
        for agent, level in zip(review.agents, levels, strict=True)
    ]
    count = sum(failing) + sum(1 for _ in policy_failures(review, level_at))
    outcome = Outcome.FAILED if count else Outcome.INCOMPLETE if review.gaps else Outcome.PASSED
    level = level_at(())
    grave = max(filter(None, (Severity.HIGH, level, *levels)), key=lambda one: one.rank)
    elsewhere = {
        agent.paths: own for agent, own in zip(review.agents, levels, strict=True) if own is not level
    }
    return Verdict(outcome, level, count, sum(map(bool, failing)), grave, elsewhere)


def policy_failures(review: Review, level_at: Levels) -> Iterator[Finding]:
    """What fails of the findings about the project's own policy."""
    return failures(review.findings, level_at(()) or Severity.CRITICAL)


def failures(findings: tuple[Finding, ...], level: Severity | None) -> Iterator[Finding]:
    """The findings that are as serious as a level, or more; none for no level."""
    return (finding for finding in findings if level and finding.severity.at_least(level))
