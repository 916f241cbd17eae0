"""What a baseline accepts, and nothing needs any more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from agentreg.records import NamedTuple
from agentreg.rules.baseline import Baseline, Known
from agentreg.rules.finding import Finding
from agentreg.rules.settle import Settled
from agentreg.rules.table import RULES_BY_ID

IsGone = Callable[[str], bool]
"""Whether nothing is at a path any more."""


class Compared(NamedTuple):
    """An agent that was compared, and what was found.

    Attributes:
        name: Its name.
        paths: Its paths before and after.
        own: Those at which it is an agent itself.
        findings: The open findings, those included that it had before.
        settled: The accepted ones.
    """

    name: str
    paths: tuple[str, ...]
    own: tuple[str, ...]
    findings: tuple[Finding, ...]
    settled: tuple[Settled, ...]

    @property
    def found(self) -> Iterator[Finding]:
        """All that was found, open or accepted."""
        yield from self.findings
        yield from (one.finding for one in self.settled)


class Seen(NamedTuple):
    """What a run has looked at.

    Attributes:
        asked: The rules that were asked.
        agents: The agents of which all of them were asked.
        bystanders: Those of which only some were: what accepts something there is in use.
        is_gone: Tells where no agent is left, looked at or not; None where only the agents tell.
    """

    asked: frozenset[str]
    agents: Sequence[Compared]
    bystanders: Sequence[Compared] = ()
    is_gone: IsGone | None = None


class Idle(NamedTuple):
    """Entries of a baseline that accept nothing.

    Attributes:
        moved: Those whose finding is there at another path, with that path: the agent moved.
        lost: Those whose finding is not there any more.
    """

    moved: tuple[tuple[Known, str], ...] = ()
    lost: tuple[Known, ...] = ()


def idle_of(baseline: Baseline, seen: Seen) -> Idle:
    """The entries that accept nothing where something was looked at, sorted."""
    if not baseline.by_finding:
        return Idle()
    everyone = (*seen.agents, *seen.bystanders)
    used = {baseline.of(finding, agent.own) for agent in everyone for finding in agent.found}
    agents: dict[str, list[Compared]] = defaultdict(list)
    for agent in seen.agents:
        for path in baseline.named(agent.own):
            agents[path].append(agent)
    moved: list[tuple[Known, str]] = []
    lost: list[Known] = []
    for entry in baseline.entries:
        if entry.rule not in seen.asked or entry in used:
            continue
        here = agents[entry.path]
        now = next(filter(None, (_where_now(entry, agent, baseline) for agent in here)), "")
        if now:
            moved.append((entry, now))
        elif _is_lost(entry, here, seen.is_gone):
            lost.append(entry)
    return Idle(tuple(moved), tuple(lost))


def _where_now(entry: Known, agent: Compared, baseline: Baseline) -> str:
    """The path of an agent in which a known finding is there for its move alone; empty for nowhere."""
    now = baseline.named(agent.own)[-1]
    return now if now != entry.path and any(entry in baseline.about(one) for one in agent.found) else ""


def _is_lost(entry: Known, here: Sequence[Compared], is_gone: IsGone | None) -> bool:
    if not here:
        return is_gone is not None and is_gone(entry.path)
    rule = RULES_BY_ID.get(entry.rule)
    # A finding about the change may tell what the entry says of the state that it led to.
    twins = rule.twins if rule else ()
    return not any(finding.rule in twins for agent in here for finding in agent.found)
