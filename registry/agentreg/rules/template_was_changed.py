"""A template changed: low where it is a sample, and only values in it differ."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.json_samples import shows_same_form
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(_case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each template."""
    for change in changes:
        is_sample = shows_same_form(change.before, change.after)
        yield plain_hit(change)._replace(severity=Severity.LOW if is_sample else None)
