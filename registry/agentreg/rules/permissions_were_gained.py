"""The agent can do a kind of thing that it could not do before, whatever lines caused it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.tools import Risk
from agentreg.rules.case import Case, Hit, likely_cause
from agentreg.rules.finding import Severity
from agentreg.rules.view import hosts_by

_SEVERITIES = {
    Risk.EXECUTE: Severity.HIGH,
    Risk.NETWORK: Severity.HIGH,
    Risk.SPAWN: Severity.MEDIUM,
    Risk.WRITE: Severity.MEDIUM,
}


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for all hosts that let the same be gained, with the risk classes that are new."""
    if case.came_or_went:
        return
    cause = likely_cause(changes)
    for gained, hosts in hosts_by(case.views, lambda view: view.gained):
        severities = [_SEVERITIES.get(risk, Severity.LOW) for risk in gained]
        severity = min(severities, key=lambda severity: severity.rank)
        yield Hit("permissions", "", ", ".join(gained), cause.before_span, cause.after_span, severity, hosts)
