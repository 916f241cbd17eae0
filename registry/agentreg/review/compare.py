"""Compares and judges agents: two definitions, or all of two trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.diff.layout import lay_out
from agentreg.records import NamedTuple
from agentreg.review.cases import case_of
from agentreg.review.scan import Look, Scan
from agentreg.review.shown import NO_LEAKS, as_shown, leaks_of
from agentreg.review.values import AgentReview, Labelled, Review, Side
from agentreg.rules.case import Case
from agentreg.rules.finding import Finding
from agentreg.rules.judge import judge_case
from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from agentreg.review.pairing import Paired
    from agentreg.review.state import Around
    from agentreg.rules.idle import IsGone
    from agentreg.rules.settle import Settled, Terms
    from agentreg.sources.collection import Collection


def review_pair(
    before: Labelled | None,
    after: Labelled | None,
    *,
    across_files: tuple[Change, ...] = (),
    terms: Terms | None = None,
    surroundings: Around | None = None,
) -> AgentReview:
    """Compare and judge one agent.

    Args:
        before: The definition before; None for a new agent.
        after: The definition after; None for one that is gone.
        across_files: What is known about the two beyond their contents: moved, copied.
        terms: What the project has accepted; None for nothing, inline waivers included.
        surroundings: What is known around the two sides: then the rules about one state are asked, too. None
            asks only those about changes.

    Returns:
        All that a report shows of it, with secrets masked.
    """
    case = case_of(before, after, across_files)
    if any(one.kind is Kind.MERGED_AWAY for one in across_files):
        # Nothing of the twin that stays is told of the agent that is gone.
        after = None
    one, other = before and before.definition, after and after.definition
    findings, known = judge_case(case), frozenset[str]()
    if surroundings and case.changes:
        from agentreg.review.state import asking_all, with_state

        findings, known = with_state(case, findings, surroundings)
        terms = asking_all(terms)
    findings, settled = _settled(case, findings, terms)
    findings, existing = _parted(findings, known)
    agent = AgentReview(
        case.name,
        side_of(before),
        side_of(after),
        case.changes,
        findings,
        case.gained,
        case.lost,
        settled,
        case.own_views,
        existing,
        layout=lay_out(one, other),
    )
    return as_shown(agent, leaks_of(agent, surroundings) if surroundings else NO_LEAKS)


def _settled(
    case: Case, findings: tuple[Finding, ...], terms: Terms | None
) -> tuple[tuple[Finding, ...], tuple[Settled, ...]]:
    """The findings that are open, and those that the project has accepted."""
    if terms is None or not case.changes:
        return findings, ()
    from agentreg.rules.settle import settle

    return settle(case, findings, terms)


def _parted(
    findings: tuple[Finding, ...], known: frozenset[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are new, and those whose fingerprints are known."""
    if not known:
        return findings, ()
    new: list[Finding] = []
    existing: list[Finding] = []
    for finding in findings:
        (existing if finding.fingerprint in known else new).append(finding)
    return tuple(new), tuple(existing)


class Judge(NamedTuple):
    """Compares and judges agents of two trees, one by one.

    Attributes:
        terms: As in `review_pair`.
        surroundings: As in `review_pair`.
        look: Lets another program look for secrets, where surroundings are known; None for nobody.
    """

    terms: Terms | None = None
    surroundings: Around | None = None
    look: Look | None = None

    def review(self, pair: Paired) -> AgentReview:
        """Compare and judge one of them."""
        agent = review_pair(
            pair.before,
            pair.after,
            across_files=pair.across_files,
            terms=self.terms,
            surroundings=self.surroundings,
        )
        return agent._replace(holders=pair.holders, shares_name=pair.shares_name)


BY_CHANGES = Judge()
"""Asks the rules about changes alone, and accepts nothing."""

Each = Callable[[Callable[["Paired"], AgentReview], Sequence["Paired"]], Iterable[AgentReview]]
"""Does the same to all of some agents, and gives the results in their order."""


def review_trees(
    before: Collection,
    after: Collection,
    labels: tuple[str, str],
    judge: Judge = BY_CHANGES,
    *,
    each: Each = map,
) -> Review:
    """Compare and judge all agents of two trees; other kinds of file are left out.

    Args:
        before: What the tree held before.
        after: What it holds now.
        labels: How to call the two trees; a path is put behind.
        judge: By what agents are judged.
        each: How it is done to all of them, by several processes maybe.

    Returns:
        The agents that differ, those that do not and that a change around them hits, and how many others do
        not differ; and what could not be compared, or read.
    """
    from agentreg.formats.manifests import flaws
    from agentreg.review.leaks import gaps_of
    from agentreg.review.pairing import agents_of, gaps_between, pair_trees
    from agentreg.sources.collection import beside

    before, after = beside(before, agents_of(after)), beside(after, agents_of(before))
    pairs = pair_trees(before, after, labels)
    differing = [pair for pair in pairs if not pair.is_same]
    same = [pair for pair in pairs if pair.is_same]
    hit: list[AgentReview] = []
    scan: Scan | None = None
    if judge.surroundings:
        from agentreg.review.bystanders import bystanders, with_losses
        from agentreg.review.leaks import with_leaks
        from agentreg.review.state import asking_all

        known = with_losses(judge.surroundings, pairs)
        if judge.look:
            known, scan = with_leaks(known, differing, judge.look)
        judge = Judge(asking_all(judge.terms), known)
        hit = list(bystanders(same, known, judge.terms))
    review = gather(list(each(judge.review, differing)), judge.terms, bystanders=hit)
    unchanged = review.unchanged + len(same) - len(hit)
    gaps = (*gaps_between(before, after), *gaps_of(scan))
    return review._replace(unchanged=unchanged, gaps=gaps, flaws=flaws(after.manifests), scan=scan)


def gather(
    agents: list[AgentReview], terms: Terms | None = None, *, bystanders: Sequence[AgentReview] = ()
) -> Review:
    """Several agents as one review; those without any difference are only counted.

    Args:
        agents: The agents that were compared.
        terms: By which their findings were settled; what of them accepts nothing is told.
        bystanders: Agents that did not change and are to be shown nevertheless.
    """
    changed = [agent for agent in agents if agent.changes]
    shown = sorted(
        (*changed, *bystanders), key=lambda agent: (agent.severity.rank if agent.severity else 9, agent.name)
    )
    return Review(tuple(shown), len(agents) - len(changed), stale_of(changed, terms, bystanders))


def stale_of(
    agents: Sequence[AgentReview],
    terms: Terms | None,
    bystanders: Sequence[AgentReview] = (),
    *,
    is_gone: IsGone | None = None,
) -> tuple[Finding, ...]:
    """What of the terms accepts nothing, though these agents were judged.

    Args:
        agents: Agents that all rules were asked about.
        terms: What the project has accepted.
        bystanders: Agents that only some were asked about: what accepts something there is in use.
        is_gone: Whether nothing is at a path any more; None where only the agents tell.
    """
    if terms is None:
        return ()
    from agentreg.review.accepting import seen_in
    from agentreg.rules.stale import stale

    return stale(terms, seen_in((*agents, *bystanders), terms.asked, is_gone))


def side_of(labelled: Labelled | None) -> Side | None:
    """A definition as a report needs it; None for none."""
    if labelled is None:
        return None
    definition = labelled.definition
    text = definition.document.text
    return Side(labelled.label, definition.path, definition.host.value, text, labelled.version)
