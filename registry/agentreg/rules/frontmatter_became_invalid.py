"""The frontmatter is no valid YAML any more: what that means depends on what the host does with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.model.definition import Outcome
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity
from agentreg.rules.view import shown

_OUTCOMES = {
    Outcome.LOADS: Severity.LOW,
    Outcome.UNCERTAIN: Severity.LOW,
    Outcome.SKIPS: Severity.MEDIUM,
    Outcome.LOADS_EMPTY: None,
}


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for all hosts that do the same with such a file.

    The main host counts fully unless it repairs the file by itself; another host that drops it, or of which
    nothing is known, less.
    """
    readings = case.after.hosts if case.after else ()
    groups: dict[Severity | None, list[str]] = defaultdict(list)
    for reading in readings:
        severity = _OUTCOMES[reading.outcome]
        if reading is readings[0] and severity is not Severity.LOW:
            severity = None
        groups[severity].append(shown(reading.host))
    for change in changes:
        for severity, hosts in groups.items():
            yield plain_hit(change)._replace(severity=severity, hosts=tuple(hosts))
