"""The frontmatter is no valid YAML any more: what that means depends on what the host does with it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.definition import Outcome
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit; low where the main host repairs such a file by itself, which stricter hosts do not."""
    repaired = (
        case.after is not None and bool(case.after.hosts) and case.after.hosts[0].outcome is Outcome.LOADS
    )
    for change in changes:
        yield plain_hit(change)._replace(severity=Severity.LOW if repaired else None)
