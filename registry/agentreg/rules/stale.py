"""What a policy or a baseline accepts, and nothing needs: entries that have ended, or that match nothing."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.rules.baseline import Baseline
from agentreg.rules.case import Hit
from agentreg.rules.finding import Finding, Severity
from agentreg.rules.idle import Compared, Seen, idle_of
from agentreg.rules.judge import finding_of
from agentreg.rules.policy import Ignore, Policy
from agentreg.rules.settle import Terms
from agentreg.rules.table import RULES_BY_ID

SHOWN = 3
"""How many entries of a baseline a message names."""


def stale(terms: Terms, seen: Seen) -> tuple[Finding, ...]:
    """Say what accepts nothing.

    Args:
        terms: The policy and the baseline.
        seen: What was looked at: only there something could have been found.

    Returns:
        Findings about no single agent, in the order written.
    """
    return tuple(
        finding._replace(severity=severity)
        for finding in (*_ignores(terms, seen), *_baseline(terms.baseline, seen))
        if (severity := terms.policy.severity(finding))
    )


def _ignores(terms: Terms, seen: Seen) -> Iterator[Finding]:
    everyone = (*seen.agents, *seen.bystanders)
    used = {(one.place, one.reason) for agent in everyone for one in agent.settled}
    for ignore in terms.policy.ignores:
        if ignore.rule not in seen.asked or not any(
            _covers(ignore, agent, terms.policy) for agent in seen.agents
        ):
            continue
        hit = Hit(f"ignore of {ignore.rule} at {ignore.place}")
        if ignore.until and not ignore.holds(terms.today):
            yield _finding("waiver-became-stale", hit._replace(before=ignore.until.isoformat()))
        elif (ignore.place, ignore.reason) not in used:
            yield _finding("waiver-became-unused", hit)


def _covers(ignore: Ignore, agent: Compared, policy: Policy) -> bool:
    return all(ignore.covers(policy.named(agent.name, path)) for path in agent.paths)


def _baseline(baseline: Baseline, seen: Seen) -> Iterator[Finding]:
    idle = idle_of(baseline, seen)
    moved = [f"{one.rule} of {one.agent} ({one.path} -> {now})" for one, now in idle.moved]
    lost = [f"{one.rule} of {one.agent} ({one.path})" for one in idle.lost]
    for entries, why, severity in (
        (moved, "to be accepted anew, for the agents moved", None),
        (lost, "not found any more", Severity.NOTE),
    ):
        if entries:
            count = f"{len(entries)} finding{'' if len(entries) == 1 else 's'}"
            hit = Hit(baseline.place, f"{count} in {baseline.place} {why}", _named(entries))
            yield _finding("baseline-became-stale", hit._replace(severity=severity))


def _named(entries: list[str]) -> str:
    return ", ".join([*entries[:SHOWN], "…"] if len(entries) > SHOWN else entries)


def _finding(rule: str, hit: Hit) -> Finding:
    return finding_of(RULES_BY_ID[rule], hit)
