"""The agent can no longer do a kind of thing that it could do before, whatever lines caused it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, likely_cause
from agentreg.rules.view import hosts_by


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for all hosts on which the same is lost, with the risk classes that are gone."""
    if case.came_or_went:
        return
    cause = likely_cause(changes)
    for lost, hosts in hosts_by(case.views, lambda view: view.lost):
        spans = cause.before_span, cause.after_span
        yield Hit("permissions", ", ".join(lost), "", *spans, hosts=hosts)
