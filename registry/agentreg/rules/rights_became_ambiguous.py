"""A field that limits the agent can be read in two ways: worst where the wider one is every tool."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each field; critical where a host that held the agent to a list may now give it all."""
    severity = None if any(view.is_opened for view in case.views) else Severity.HIGH
    for change in changes:
        yield plain_hit(change)._replace(hosts=case.heeding(change), severity=severity)
