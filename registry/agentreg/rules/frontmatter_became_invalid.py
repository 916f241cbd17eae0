"""The frontmatter is no valid YAML any more: what that means depends on what the host does with it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.validity import hosts_by_harm


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for all hosts that do the same with such a file."""
    groups = hosts_by_harm(case.after) if case.after else {}
    for change in changes:
        for severity, hosts in groups.items():
            yield plain_hit(change)._replace(severity=severity, hosts=hosts)
