"""Another mode that does not simply include the other one: grave where asking is given up by it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.modes import asks_less_than_usual, is_usual
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each field; without one an agent has the mode of whoever calls it, most often the usual."""
    for change in changes:
        yield plain_hit(change)._replace(hosts=case.heeding(change), severity=_severity(change))


def _severity(change: Change) -> Severity | None:
    if change.before:
        return Severity.MEDIUM
    if is_usual(change.subject, change.after):
        return Severity.NOTE
    return None if asks_less_than_usual(change.subject, change.after) else Severity.MEDIUM
