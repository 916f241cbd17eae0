"""A tool is no longer forbidden: that matters where the agent has it now, and most where it can do harm."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.tools import Effect
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.denials import can_use, denied_key
from agentreg.rules.finding import Bump, Severity
from agentreg.rules.gravity import is_grave


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each denial that is gone; where nothing grants the tool, that gives nothing."""
    for change in changes:
        hosts = case.heeding(change)
        hit = plain_hit(change)._replace(hosts=hosts)
        if not can_use(case, change):
            yield hit._replace(severity=Severity.NOTE, bump=Bump.PATCH)
        elif change.after == Effect.ASK or not is_grave(denied_key(change), hosts or (case.host,)):
            yield hit._replace(severity=Severity.MEDIUM)
        else:
            yield hit
