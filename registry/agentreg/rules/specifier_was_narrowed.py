"""A tool accepts less than it did, or no longer one of several things."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each tool; for each rule where rules say what a tool accepts."""
    for change in changes:
        detail = f"{change.before} became {change.after}" if change.after else f"no longer {change.before}"
        yield plain_hit(change)._replace(hosts=case.heeding(change), detail=detail)
