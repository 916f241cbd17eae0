"""Compares and judges agents: two definitions, or all of two trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from agentreg.diff.changes import Change
from agentreg.diff.compare import compare, compare_unseen
from agentreg.diff.kinds import Kind as ChangeKind
from agentreg.model.definition import Definition, Kind, Outcome
from agentreg.model.document import Span
from agentreg.review.shown import as_shown
from agentreg.review.values import AgentReview, Labelled, Review, Side
from agentreg.rules.case import Case
from agentreg.rules.finding import Finding
from agentreg.rules.judge import judge_case, open_case
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
    one, other = before and before.definition, after and after.definition
    changes = across_files
    if one and other and (loading := _loading(one, other)):
        one, other = (one, None) if loading.kind is ChangeKind.STOPPED_LOADING else (None, other)
        changes += (loading, *_own(other))
    elif one and other:
        changes += _differences(one, other, across_files)
    elif other:
        if not any(change.kind is ChangeKind.STARTED_LOADING for change in changes):
            whole = Span(0, len(other.document.text))
            added = Change(ChangeKind.AGENT_ADDED, f"agent {other.name}", after=other.name, after_span=whole)
            changes += (added,)
        changes += (*_own(other),)
    elif one:
        removed = Change(ChangeKind.AGENT_REMOVED, f"agent {one.name}", before=one.name)
        changes += (removed._replace(before_span=Span(0, len(one.document.text))),)
    case = open_case(one, other, changes)
    findings, existing = judge_case(case), frozenset[str]()
    if surroundings and changes:
        from agentreg.review.state import asking_all, with_state

        findings, existing = with_state(case, findings, surroundings)
        terms = asking_all(terms)
    findings, settled = _settled(case, findings, terms)
    agent = AgentReview(
        case.name,
        side_of(before),
        side_of(after),
        changes,
        tuple(one for one in findings if one.fingerprint not in existing) if existing else findings,
        case.gained,
        case.lost,
        settled,
        case.views,
        tuple(one for one in findings if one.fingerprint in existing) if existing else (),
    )
    return as_shown(agent)


def _settled(
    case: Case, findings: tuple[Finding, ...], terms: Terms | None
) -> tuple[tuple[Finding, ...], tuple[Settled, ...]]:
    """The findings that are open, and those that the project has accepted."""
    if terms is None or not case.changes:
        return findings, ()
    from agentreg.rules.settle import settle

    return settle(case, findings, terms)


def _differences(
    before: Definition, after: Definition, across_files: tuple[Change, ...]
) -> tuple[Change, ...]:
    """What differs; the waivers of a copy are new, also those of its origin: nobody accepted them of it."""
    changes = compare(before, after)
    may_waive = before.document.may_waive or after.document.may_waive
    if not may_waive or all(one.kind is not ChangeKind.COPIED for one in across_files):
        return changes
    from agentreg.diff.waivers import compare_waivers

    known = compare_waivers(before, after)
    return (*(change for change in changes if change not in known), *compare_waivers(None, after))


def _own(definition: Definition | None) -> list[Change]:
    """What a reader must hear of a new agent beside its text: what hides in it, and what it waives.

    From the next comparison on its waivers count.
    """
    if definition is None:
        return []
    unseen = compare_unseen(None, definition)
    if not definition.document.may_waive:
        return unseen
    from agentreg.diff.waivers import compare_waivers

    return [*unseen, *compare_waivers(None, definition)]


def _loading(before: Definition, after: Definition) -> Change | None:
    """The change between an agent and a file that no host takes for one: there is nothing to compare."""
    spans = Span(0, len(before.document.text)), Span(0, len(after.document.text))
    if before.kind is Kind.AGENT and (reason := _unloaded(after)):
        stopped = ChangeKind.STOPPED_LOADING
        return Change(stopped, f"agent {before.name}", before.name, reason, *spans)
    if after.kind is Kind.AGENT and (reason := _unloaded(before)):
        return Change(ChangeKind.STARTED_LOADING, f"agent {after.name}", reason, after.name, *spans)
    return None


def _unloaded(definition: Definition) -> str:
    """Why no host loads a file that says nothing of an agent; empty when one may."""
    readings = definition.hosts
    if definition.kind is not Kind.DOCUMENT or any(item.outcome is not Outcome.SKIPS for item in readings):
        return ""
    return readings[0].because if readings else ""


def review_trees(
    before: Collection,
    after: Collection,
    labels: tuple[str, str],
    terms: Terms | None = None,
    *,
    surroundings: Around | None = None,
    each: Each | None = None,
) -> Review:
    """Compare and judge all agents of two trees; other kinds of file are left out.

    Args:
        before: What the tree held before.
        after: What it holds now.
        labels: How to call the two trees; a path is put behind.
        terms: As in `review_pair`.
        surroundings: As in `review_pair`.
        each: How it is done to all of them, by several processes maybe; None for one after the other.

    Returns:
        The agents that differ, those that do not and that a change around them hits, and how many others do
        not differ; and what could not be compared.
    """
    from agentreg.review.pairing import agents_of, gaps_between, pair_trees
    from agentreg.sources.collection import beside

    before, after = beside(before, agents_of(after)), beside(after, agents_of(before))
    if surroundings:
        from agentreg.review.state import asking_all

        terms = asking_all(terms)
    pairs = pair_trees(before, after, labels)
    differing = [pair for pair in pairs if not pair.is_same]
    same = [pair for pair in pairs if pair.is_same]
    hit: list[AgentReview] = []
    if surroundings:
        from agentreg.review.bystanders import bystanders, with_losses

        surroundings = with_losses(surroundings, pairs)
        hit = list(bystanders(same, surroundings, terms))
    judge = partial(review_paired, terms=terms, surroundings=surroundings)
    review = gather(list((each or map)(judge, differing)), terms, bystanders=hit)
    unchanged = review.unchanged + len(same) - len(hit)
    return review._replace(unchanged=unchanged, gaps=gaps_between(before, after))


Each = Callable[[Callable[["Paired"], AgentReview], Sequence["Paired"]], Iterable[AgentReview]]
"""Does the same to all of some agents, and gives the results in their order."""


def review_paired(
    pair: Paired, terms: Terms | None = None, surroundings: Around | None = None
) -> AgentReview:
    """Compare and judge one agent of two trees; see `review_pair`."""
    return review_pair(
        pair.before, pair.after, across_files=pair.across_files, terms=terms, surroundings=surroundings
    )


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
