"""A tool accepts other things: as grave as if what is new had come beside what it accepted before."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit
from agentreg.rules.limits import limit_hit


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each tool."""
    return (limit_hit(case, change) for change in changes)
