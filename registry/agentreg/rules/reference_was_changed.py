"""The prompt names something else in the same place; imports and other hosts have rules of their own."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.addresses import leads_elsewhere
from agentreg.rules.case import Case, Hit, distinct, plain_hit
from agentreg.rules.imports import imports_other


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:  # noqa: ARG001  the signature of every rule
    """One hit for each distinct change that no other rule tells."""
    for change in distinct(changes):
        if not (leads_elsewhere(change) or imports_other(change)):
            yield plain_hit(change)
