"""An agent's file was moved from a folder that hosts read to one that none does."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.hosts import readers_of
from agentreg.formats.overlooked import overlooked
from agentreg.model.definition import NO_HOST
from agentreg.rules.case import Case, Hit
from agentreg.rules.view import hosts_of


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit, where any host loaded it before, be it as an agent that a plugin's manifest lists."""
    listed, is_listed = case.listed_by
    if case.before is None or case.after is None or is_listed or readers_of(case.after.path):
        return
    was_read = listed or any(host not in NO_HOST for host in hosts_of(case.before))
    because = overlooked(case.after.path) or "no host is known to read its folder"
    for change in changes if was_read else ():
        yield Hit(f"agent {case.before.name}", change.before, because)
