"""The frontmatter is no valid YAML any more: what that means depends on what the host does with it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.validity import cause_of, hosts_by_harm


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for all hosts that do the same with such a file."""
    if case.after is None:
        return
    cause = cause_of(case.after)
    because = f"line {cause.line}: {cause.because}" if cause.line else cause.because
    groups = hosts_by_harm(case.after)
    for change in changes:
        hit = plain_hit(change)._replace(detail=because, hint=cause.hint)
        for severity, hosts in groups.items():
            yield hit._replace(severity=severity, hosts=hosts)
