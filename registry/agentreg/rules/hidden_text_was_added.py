"""Characters that nobody sees came into the text: how bad that is depends on what they can do there."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.hidden import HiddenKind
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.unseen import weight


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each word in which something hides."""
    for change in changes:
        if case.after and change.after_span:
            severity = weight(HiddenKind(change.subject), change.after_span, case.after.document)
            yield plain_hit(change)._replace(severity=severity)
