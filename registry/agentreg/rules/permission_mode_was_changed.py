"""Another mode that does not simply include the other one: grave where asking is given up by it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.modes import asks_less_than_usual
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each field; without one an agent has the mode of whoever calls it, most often the usual."""
    for change in changes:
        gives_up = not change.before and asks_less_than_usual(change.subject, change.after)
        yield plain_hit(change)._replace(
            hosts=case.heeding(change), severity=None if gives_up else Severity.MEDIUM
        )
