"""A tool is no longer forbidden: that matters only where the agent has it now."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.denials import can_use
from agentreg.rules.finding import Bump, Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each denial that is gone; where nothing grants the tool, that gives nothing."""
    for change in changes:
        hit = plain_hit(change)._replace(hosts=case.heeding(change))
        yield hit if can_use(case, change) else hit._replace(severity=Severity.NOTE, bump=Bump.PATCH)
