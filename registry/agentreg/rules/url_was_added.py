"""An address that the prompt did not name: how much that matters depends on where it leads."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.formats.addresses import host_of, leads_nowhere
from agentreg.rules.addresses import leads_elsewhere, takes_data
from agentreg.rules.case import Case, Hit, distinct, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each distinct change: high for an address that takes data, low for a new host, else a note.

    An address that took the place of another counts when it leads elsewhere.
    """
    known = case.before.document.text.lower() if case.before else ""
    for change in distinct(changes):
        if change.kind is Kind.REFERENCE_CHANGED and not leads_elsewhere(change):
            continue
        urls = change.after.split("\n")
        severity = Severity.NOTE
        if any(map(takes_data, urls)):
            severity = Severity.HIGH
        elif any(not leads_nowhere(url) and host_of(url) not in known for url in urls):
            severity = Severity.LOW
        yield plain_hit(change)._replace(severity=severity)
