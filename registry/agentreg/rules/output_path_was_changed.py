"""The agent is to write to another file: how much that matters depends on where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, distinct
from agentreg.rules.finding import Severity
from agentreg.rules.writing import written


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:  # noqa: ARG001  the signature of every rule
    """One hit for each distinct change."""
    return (written(change, Severity.MEDIUM) for change in distinct(changes))
