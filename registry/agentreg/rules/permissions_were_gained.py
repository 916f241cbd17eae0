"""The agent can do a kind of thing that it could not do before, whatever lines caused it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.tools import Risk
from agentreg.rules.case import Case, Hit, likely_cause
from agentreg.rules.finding import Severity

_SEVERITIES = {
    Risk.EXECUTE: Severity.HIGH,
    Risk.NETWORK: Severity.HIGH,
    Risk.SPAWN: Severity.MEDIUM,
    Risk.WRITE: Severity.MEDIUM,
}


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit with all risk classes that are new; none when there are none."""
    if case.gained:
        severities = [_SEVERITIES.get(risk, Severity.LOW) for risk in case.gained]
        severity = min(severities, key=lambda severity: severity.rank)
        cause = likely_cause(changes)
        yield Hit("permissions", "", ", ".join(case.gained), cause.before_span, cause.after_span, severity)
