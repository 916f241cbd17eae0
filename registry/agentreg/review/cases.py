"""What an agent was and is, with all that differs: also that it came or went, or that no host loads it."""

from __future__ import annotations

from agentreg.diff.changes import Change
from agentreg.diff.compare import compare, compare_unseen
from agentreg.diff.kinds import Kind as ChangeKind
from agentreg.model.definition import Definition, Kind, Outcome
from agentreg.model.document import Span
from agentreg.review.values import Labelled
from agentreg.rules.case import Case
from agentreg.rules.judge import open_case
from agentreg.rules.view import is_heir, views_of_heir


def case_of(before: Labelled | None, after: Labelled | None, across_files: tuple[Change, ...] = ()) -> Case:
    """What the rules look at.

    Args:
        before: The definition before; None for a new agent.
        after: The definition after; None for one that is gone.
        across_files: What is known about the two beyond their contents.

    Returns:
        Both sides, as far as they are agents, and their changes.
    """
    case = _opened(before and before.definition, after and after.definition, across_files)
    return case._replace(listed_by=(before.listed_by if before else "", after.listed_by if after else ""))


def _opened(before: Definition | None, after: Definition | None, across_files: tuple[Change, ...]) -> Case:
    if before and after:
        if any(change.kind is ChangeKind.MERGED_AWAY for change in across_files):
            # The twin stays as it was: what the two differ in happened to neither of them.
            changes = across_files if is_heir(before, after) else (*across_files, _removed(before))
            return Case(before, None, changes, views_of_heir(before, after))
        if (loading := _loading(before, after)) is None:
            return open_case(before, after, (*across_files, *_differences(before, after, across_files)))
        if loading.kind is ChangeKind.STOPPED_LOADING:
            return open_case(before, None, (*across_files, loading))
        return open_case(None, after, (*across_files, loading, *_own(after)))
    if after:
        return open_case(None, after, (*across_files, *_added(after, across_files), *_own(after)))
    if before:
        return open_case(before, None, (*across_files, _removed(before)))
    return open_case(None, None, across_files)


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


def _added(agent: Definition, across_files: tuple[Change, ...]) -> list[Change]:
    """That an agent is new, unless it only could not be read before."""
    if any(change.kind is ChangeKind.STARTED_LOADING for change in across_files):
        return []
    return [Change(ChangeKind.AGENT_ADDED, f"agent {agent.name}", after=agent.name, after_span=_whole(agent))]


def _removed(agent: Definition) -> Change:
    kind = ChangeKind.AGENT_REMOVED
    return Change(kind, f"agent {agent.name}", before=agent.name, before_span=_whole(agent))


def _own(agent: Definition) -> list[Change]:
    """What a reader must hear of a new agent beside its text: what hides in it, and what it waives.

    From the next comparison on its waivers count.
    """
    unseen = compare_unseen(None, agent)
    if not agent.document.may_waive:
        return unseen
    from agentreg.diff.waivers import compare_waivers

    return [*unseen, *compare_waivers(None, agent)]


def _loading(before: Definition, after: Definition) -> Change | None:
    """The change between an agent and a file that no host takes for one: there is nothing to compare."""
    spans = _whole(before), _whole(after)
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


def _whole(definition: Definition) -> Span:
    return Span(0, len(definition.document.text))
