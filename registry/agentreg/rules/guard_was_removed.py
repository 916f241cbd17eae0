"""A hook that could refuse what the agent is about to do went, or looks at other tools now."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.guards import is_guard


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each guard that is gone, or no longer stands where it stood.

    That another command guards the same is for the rule about changed hooks to say.
    """
    for change in filter(is_guard, changes):
        if change.kind is Kind.HOOK_REMOVED or " -> " in change.subject:
            yield plain_hit(change)._replace(hosts=case.heeding(change))
