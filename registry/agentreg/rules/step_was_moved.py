"""A step stands elsewhere, and nobody is asked later or earlier for that."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.moves import asked_later


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each such step."""
    return (plain_hit(change) for change in changes if not asked_later(case, change))
