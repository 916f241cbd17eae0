"""What `approve` leaves open: what no decision can accept, and why there was nothing to decide."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.accepted import counted_accepted
from agentreg.report.counts import plural
from agentreg.report.gap_lines import counted_gaps
from agentreg.review.values import Review
from agentreg.review.verdict import Levels, policy_failures

_FROM_THE_RANGE = "of these, what the range brings itself counts with `agentreg review --trust-approvals`"


def beyond_approval(review: Review, level_at: Levels) -> Iterator[str]:
    """What keeps a review from passing whatever is decided about its findings, each with the remedy.

    Args:
        review: The review.
        level_at: The gate.

    Yields:
        Sentences that hold untrusted text.
    """
    for one in policy_failures(review, level_at):
        yield (
            f"no approval accepts {one.rule} ({one.message}): take that out of this change, or have whoever"
            " answers for the gate merge it by itself"
        )
    if review.gaps:
        yield f"no approval makes up for this: {counted_gaps(review.gaps)}; mend that"


def nothing_to_approve(review: Review, level_at: Levels) -> str:
    """Why no finding was there to be accepted, and what can be done instead."""
    if accepted := counted_accepted(review):
        return f"no open finding fails: {accepted} already; {_FROM_THE_RANGE}"
    level, count = level_at(()), sum(len(agent.findings) for agent in review.agents)
    if not count:
        return "there is no open finding to accept"
    gate = f"at {level} or above" if level else "by this policy"
    return f"no finding fails {gate}: {plural(count, 'finding')} below; --finding accepts what it names"
