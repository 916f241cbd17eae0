"""A hook that could refuse what the agent is about to do went, stands before less, or refuses nothing now."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.guards import guard_at, is_guard, stands_before


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each guard that is gone, stands before less, or can refuse nothing any more.

    That another command guards the same is for the rule about changed hooks to say.
    """
    for change in filter(is_guard, changes):
        was = guard_at(case.before, change.before_span)
        now = guard_at(case.after, change.after_span)
        if was and not (now and stands_before(now, was)):
            hit = plain_hit(change)._replace(hosts=case.heeding(change))
            yield hit if change.before else hit._replace(before=was.name)
