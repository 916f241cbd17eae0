"""A tool became forbidden: steps stop working only where the agent had it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.denials import could_use
from agentreg.rules.finding import Bump


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each denial; one that takes nothing away breaks nothing."""
    for change in changes:
        bump = None if could_use(case, change) else Bump.PATCH
        yield plain_hit(change)._replace(hosts=case.heeding(change), bump=bump)
