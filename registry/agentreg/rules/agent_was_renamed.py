"""An agent answers to another name; a copy that stands beside its origin takes no name from that."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each change of the name, unless the old name still leads to its agent."""
    if case.is_copy:
        return
    for change in changes:
        yield plain_hit(change)._replace(hosts=case.heeding(change))
