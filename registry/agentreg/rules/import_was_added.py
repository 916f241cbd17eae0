"""The text of another file is taken into the prompt: how much that matters depends on where the file lies."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.formats.paths import leaves_project
from agentreg.rules.case import Case, Hit, distinct, plain_hit
from agentreg.rules.finding import Severity
from agentreg.rules.imports import imports_other


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each distinct change: high for a file that no review of the project sees."""
    file = case.after.path if case.after else ""
    for change in distinct(changes):
        if change.kind is Kind.IMPORT_ADDED or imports_other(change):
            outside = any(leaves_project(path, file) for path in change.after.split("\n"))
            yield plain_hit(change)._replace(severity=Severity.HIGH if outside else Severity.LOW)
