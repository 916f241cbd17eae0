"""The model is told to set something aside: where no rule binds any more, that is grave."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.voids import voids
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(_case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each sentence: high where it voids all rules around it in every case."""
    for change in changes:
        hit = plain_hit(change)
        yield hit if voids(change.after) else hit._replace(severity=Severity.MEDIUM)
