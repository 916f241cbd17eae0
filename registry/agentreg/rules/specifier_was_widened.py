"""A tool accepts more: grave where it does something to the world, and little limits what is new."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit
from agentreg.rules.limits import limit_hit


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each tool; for each rule where rules say what a tool accepts."""
    for change in changes:
        detail = f"{change.before} became {change.after}" if change.before else f"now also {change.after}"
        yield limit_hit(case, change)._replace(detail=detail)
