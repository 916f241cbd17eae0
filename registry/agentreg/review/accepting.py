"""A baseline that accepts what a review found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.review.values import AgentReview
from agentreg.rules.baseline import Baseline, Known, baseline_of
from agentreg.rules.finding import Finding
from agentreg.rules.idle import Compared, IsGone, Seen, idle_of


def seen_in(agents: Iterable[AgentReview], asked: frozenset[str], is_gone: IsGone | None = None) -> Seen:
    """What a review has looked at, for what asks whether it is still needed.

    Args:
        agents: The agents, bystanders among them.
        asked: The rules that were asked.
        is_gone: Whether nothing is at a path any more; None where only the agents tell.
    """
    compared: list[Compared] = []
    bystanders: list[Compared] = []
    for one in agents:
        found = Compared(one.name, one.paths, one.own_paths, (*one.findings, *one.existing), one.settled)
        (bystanders if one.is_bystander else compared).append(found)
    return Seen(asked, compared, bystanders, is_gone)


def accept_all(baseline: Baseline, agents: Iterable[AgentReview], seen: Seen) -> Baseline:
    """Accept all that is open.

    Args:
        baseline: What was accepted so far: what is still found stays as it is, what is idle goes.
        agents: The agents, as reviewed.
        seen: The same as `seen_in` has it.

    Returns:
        The new baseline.
    """
    idle = idle_of(baseline, seen)
    gone = {*idle.lost, *(known for known, _ in idle.moved)}
    kept = (known for known in baseline.entries if known not in gone)
    found = (known for agent in agents for known in _known(agent, baseline))
    return baseline_of((*kept, *found), baseline.place, baseline.folder)


def _known(agent: AgentReview, baseline: Baseline) -> Iterator[Known]:
    own = agent.own_paths
    # What it had before is nothing to decide in a review; what was decided of it goes where the agent goes.
    had = (one for one in agent.existing if _was_accepted(one, own, baseline))
    for finding in (*agent.findings, *agent.known, *had):
        yield baseline.of(finding, own) or _new(finding, agent.name, baseline.named(own))


def _was_accepted(finding: Finding, own: tuple[str, ...], baseline: Baseline) -> bool:
    return any(known.path in baseline.named(own) for known in baseline.about(finding))


def _new(finding: Finding, agent: str, own: tuple[str, ...]) -> Known:
    before = own[0] if own[0] != own[-1] else ""
    return Known(own[-1], before, agent, finding.rule, finding.subject, finding.fingerprint)
