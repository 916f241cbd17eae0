"""What a policy or a baseline accepts, and nothing needs: entries that have ended, or that match nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from agentreg.records import NamedTuple
from agentreg.rules.baseline import Known
from agentreg.rules.case import Hit
from agentreg.rules.finding import Finding
from agentreg.rules.judge import finding_of
from agentreg.rules.policy import Ignore, Policy
from agentreg.rules.settle import Settled, Terms
from agentreg.rules.table import RULES_BY_ID

SHOWN = 3
"""How many entries of a baseline a message names."""


class Compared(NamedTuple):
    """An agent that was compared, and what was found.

    Attributes:
        name: Its name.
        paths: Its paths before and after.
        findings: The open findings.
        settled: The accepted ones.
    """

    name: str
    paths: tuple[str, ...]
    findings: tuple[Finding, ...]
    settled: tuple[Settled, ...]


def stale(
    terms: Terms, compared: Sequence[Compared], elsewhere: Iterable[Settled] = ()
) -> tuple[Finding, ...]:
    """Say what accepts nothing.

    Args:
        terms: The policy and the baseline.
        compared: The agents that differ: only of these something could have been found.
        elsewhere: What was accepted of others.

    Returns:
        Findings about no single agent, in the order written.
    """
    used = [*elsewhere, *(one for agent in compared for one in agent.settled)]
    return tuple(
        finding._replace(severity=severity)
        for finding in (*_ignores(terms, compared, used), *_baseline(terms, compared, used))
        if (severity := terms.policy.severity(finding))
    )


def _ignores(terms: Terms, compared: Sequence[Compared], settled: list[Settled]) -> Iterator[Finding]:
    used = {(one.place, one.reason) for one in settled}
    for ignore in terms.policy.ignores:
        if ignore.rule not in terms.asked or not any(
            _covers(ignore, agent, terms.policy) for agent in compared
        ):
            continue
        hit = Hit(f"ignore of {ignore.rule} at {ignore.place}")
        if ignore.until and not ignore.holds(terms.today):
            yield _finding("waiver-became-stale", hit._replace(before=ignore.until.isoformat()))
        elif (ignore.place, ignore.reason) not in used:
            yield _finding("waiver-became-unused", hit)


def _covers(ignore: Ignore, agent: Compared, policy: Policy) -> bool:
    return all(ignore.covers(policy.named(agent.name, path)) for path in agent.paths)


def _baseline(terms: Terms, compared: Sequence[Compared], settled: list[Settled]) -> Iterator[Finding]:
    baseline = terms.baseline
    names = {agent.name for agent in compared}
    entries = (entry for entry in baseline.entries.values() if entry.rule in terms.asked)
    about = [entry for entry in entries if entry.agent in names]
    if not about:
        return
    found = {finding.fingerprint for agent in compared for finding in agent.findings}
    found |= {one.finding.fingerprint for one in settled}
    idle = sorted(entry for entry in about if entry.fingerprint not in found)
    if idle:
        count = f"{len(idle)} finding{'' if len(idle) == 1 else 's'}"
        yield _finding("baseline-became-stale", Hit(baseline.place, count, _named(idle)))


def _named(entries: list[Known]) -> str:
    names = [f"{entry.rule} of {entry.agent}" for entry in entries[:SHOWN]]
    return ", ".join([*names, "…"] if len(entries) > SHOWN else names)


def _finding(rule: str, hit: Hit) -> Finding:
    return finding_of(RULES_BY_ID[rule], hit)
