"""A hook that runs before something is done came: it can refuse it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.guards import guard_at, is_guard


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each hook that can refuse."""
    for change in filter(is_guard, changes):
        if guard_at(case.after, change.after_span):
            yield plain_hit(change)._replace(hosts=case.heeding(change))
