"""Which agents of a review are shown one by one, which together, and which are only counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from agentreg.diff.changes import is_meaningful
from agentreg.diff.kind_table import KINDS
from agentreg.diff.kinds import Area, Kind
from agentreg.records import NamedTuple
from agentreg.report.page import Detail, is_weighty
from agentreg.review.values import AgentReview, Review
from agentreg.rules.finding import Severity

# A review of more agents than this is an overview, unless all detail is asked for.
MOST_IN_FULL = 8

# In an overview so many agents in which the same kinds of thing changed are told together.
LEAST_TOGETHER = 3

# A group holds one agent in so many at least: a smaller one takes more lines than its agents by themselves.
LEAST_SHARE = 20

# Of more agents than this that nothing else is like, those are told together that changed in the same areas.
MOST_ALONE = 12

# Where an overview is too long, a group stays as it is that holds one agent in so many.
GREAT_SHARE = 4

Group = tuple[AgentReview, ...]


class Folded(NamedTuple):
    """The agents of a review.

    Attributes:
        groups: Those to show, the most serious first; what changed alike is told once.
        reformatted: Those of which one line says all (`is_mere_form`).
        overview: Whether an agent is to be told in two lines rather than in full.
    """

    groups: tuple[Group, ...]
    reformatted: tuple[AgentReview, ...]
    overview: bool

    @property
    def is_long(self) -> bool:
        """Whether there are so many agents by themselves that each is to take one line."""
        return self.overview and sum(len(group) == 1 for group in self.groups) > MOST_ALONE

    @property
    def line(self) -> str:
        """What is said of those that are not shown."""
        return f"{len(self.reformatted)} agents: only the formatting differs"


def fold(review: Review, detail: Detail = Detail.NORMAL) -> Folded:
    """Part the agents of a review.

    Args:
        review: The review.
        detail: With all detail every agent is shown by itself; with the least, those that are no more than
            medium are told together by how serious they are, unless one kind of change says all of a group.

    Returns:
        The parts; a single agent of which only the formatting differs is shown like any other.
    """
    reformatted = tuple(agent for agent in review.agents if is_mere_form(agent, review.grave))
    if len(reformatted) < 2:
        reformatted = ()
    shown = [agent for agent in review.agents if not (reformatted and is_mere_form(agent, review.grave))]
    if detail is Detail.ALL:
        return Folded(tuple((agent,) for agent in shown), reformatted, overview=False)
    overview = len(shown) > MOST_IN_FULL
    groups = _overview(shown) if overview else _together(shown, _facts, least=2)
    if overview and detail is Detail.LEAST:
        groups = list(_coarser(_in_order(shown, groups), len(shown)))
    return Folded(_in_order(shown, groups), reformatted, overview)


def is_mere_form(agent: AgentReview, grave: Severity) -> bool:
    """Whether nothing but the formatting differs, and what changed around the agent does it no harm."""
    return agent.is_reformatted_only and not (agent.severity and is_weighty(agent.severity, grave))


def _overview(agents: list[AgentReview]) -> list[Group]:
    """Many agents: those together in which the same kinds of thing changed, else the same areas."""
    least = max(LEAST_TOGETHER, len(agents) // LEAST_SHARE)
    groups = _together(agents, _kinds, least=least)
    alone = [group[0] for group in groups if len(group) == 1]
    if len(alone) > MOST_ALONE:
        groups = [group for group in groups if len(group) > 1]
        groups += _together(alone, _areas, least=least)
    return groups


def _in_order(agents: list[AgentReview], groups: Iterable[Group]) -> tuple[Group, ...]:
    """Groups where the first agent of each stands, and their agents in the order of all."""
    places = {id(agent): place for place, agent in enumerate(agents)}
    ordered = (tuple(sorted(group, key=lambda agent: places[id(agent)])) for group in groups)
    return tuple(sorted(ordered, key=lambda group: places[id(group[0])]))


def _coarser(groups: Iterable[Group], count: int) -> Iterator[Group]:
    """Fewer groups: what is grave for the same reason is told once, and what says little with its equals."""
    mixed: dict[Hashable, list[Group]] = defaultdict(list)
    for group in groups:
        severity = group[0].severity
        is_grave = severity is not None and severity.at_least(Severity.HIGH)
        says_all = len(group) > 1 and len({_kinds(agent) for agent in group}) == len(_all_kinds(group)) == 1
        if is_grave:
            mixed[severity, _reasons(group), group[0].is_bystander].append(group)
        elif says_all or len(group) * GREAT_SHARE >= count:
            yield group
        else:
            mixed[severity, group[0].is_bystander].append(group)
    for alike in mixed.values():
        told = tuple(agent for group in alike for agent in group)
        yield from [told] if len(told) >= LEAST_TOGETHER else alike


def _reasons(group: Group) -> Hashable:
    """The rules that make a group as serious as it is; what came, went or moved is not told with the rest."""
    rules = (one.rule for agent in group for one in agent.findings if one.severity is group[0].severity)
    moves = (kind for kind in _all_kinds(group) if KINDS[kind].area is Area.IDENTITY)
    return frozenset(rules), frozenset(moves)


def _all_kinds(group: Group) -> frozenset[Kind]:
    return frozenset(change.kind for agent in group for change in agent.changes if is_meaningful(change))


def _together(
    agents: list[AgentReview], likeness: Callable[[AgentReview], Hashable], *, least: int
) -> list[Group]:
    alike: dict[Hashable, list[AgentReview]] = defaultdict(list)
    for agent in agents:
        alike[likeness(agent)].append(agent)
    groups: list[Group] = []
    for group in alike.values():
        groups += [tuple(group)] if len(group) >= least else [(agent,) for agent in group]
    return groups


def _kinds(agent: AgentReview) -> Hashable:
    return frozenset(change.kind for change in agent.changes if is_meaningful(change))


def _areas(agent: AgentReview) -> Hashable:
    """The areas of an agent's changes; what came, went or moved is not told as one."""
    changes = [change for change in agent.changes if is_meaningful(change)]
    return frozenset(change.kind if change.area is Area.IDENTITY else change.area for change in changes)


def _facts(agent: AgentReview) -> Hashable:
    """All that is told of an agent but its name and the places of its changes."""
    changes = [change[:4] for change in agent.changes if is_meaningful(change)]
    return (*changes, *((finding.rule, finding.severity, finding.message) for finding in agent.findings))
