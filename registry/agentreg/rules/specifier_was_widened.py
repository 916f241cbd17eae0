"""A tool is limited less: grave where no limit is left of one that does something to the world."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity
from agentreg.rules.gravity import is_grave


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each tool."""
    for change in changes:
        hosts = case.heeding(change)
        tool = change.subject.removeprefix("tool ")
        is_free = tool in change.after.split(", ")
        severity = None if is_free and is_grave(tool, hosts or (case.host,)) else Severity.MEDIUM
        yield plain_hit(change)._replace(hosts=hosts, severity=severity)
