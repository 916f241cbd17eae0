"""What `approve` leaves open: what no decision can accept, and why there was nothing to decide."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.report.accepted import counted_accepted
from agentreg.report.counts import plural
from agentreg.report.gap_lines import counted_gaps
from agentreg.review.values import Review
from agentreg.review.verdict import Levels, policy_failures
from agentreg.rules.finding import Finding, Severity

_TRUST = "--trust-approvals"
TO_COUNT = (
    "a range counts what stood where it begins. Commit agentreg.approvals to the base branch by itself, then"
    f" merge that into this one; or commit it with the change, where the gate says {_TRUST} (in the action"
    " `trust-approvals: true`) and the file has owners"
)
"""What is to be done so that decisions count in the review of a range: nobody's change accepts itself."""

_FROM_THE_RANGE = "of these, what the range brings itself counts with `agentreg review --trust-approvals`"


def approvals_elsewhere(count: int) -> str:
    """That decisions are there for findings that fail, and how they count.

    Args:
        count: For how many findings.
    """
    said = "1 finding that fails is" if count == 1 else f"{count} findings that fail are"
    return f"{said} accepted in agentreg.approvals, which does not count yet: {TO_COUNT}"


def uncounted(change: Finding) -> Finding:
    """A change of what the project accepts; of decisions with why they do not count."""
    if change.rule != "approvals-were-changed" or change.severity is Severity.NOTE:
        return change
    why = f"not counted here, for the change brings them itself, and {_TRUST} was not given"
    return change._replace(message=f"{change.message} ({why})")


def policy_elsewhere(tip: str) -> str:
    """That a policy counts which is not the one of the files here.

    Args:
        tip: Where it stands, as people call it.
    """
    return f"{tip} has another policy than the files here: the stricter of both counts"


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
