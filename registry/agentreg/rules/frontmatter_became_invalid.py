"""The frontmatter is no valid YAML any more: what that means depends on what the host does with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.hosts import HOSTS
from agentreg.formats.hosts.profile import FieldKind
from agentreg.model.definition import Definition, Outcome
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity
from agentreg.rules.view import shown

_LIMITS = (FieldKind.TOOLS, FieldKind.PERMISSION, FieldKind.SUPPLY)
_OUTCOMES = {
    Outcome.LOADS: Severity.LOW,
    Outcome.UNCERTAIN: Severity.LOW,
    Outcome.SKIPS: Severity.MEDIUM,
    Outcome.LOADS_EMPTY: None,
}


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for all hosts that do the same with such a file.

    The main host counts fully unless it repairs the file by itself; another host that drops it, or of which
    nothing is known, less. A limit that had to be repaired may be none on any of them.
    """
    groups: dict[Severity | None, list[str]] = defaultdict(list)
    for place, reading in enumerate(case.after.hosts if case.after else ()):
        severity = _OUTCOMES[reading.outcome]
        if _repairs_limit(case.after) or (place == 0 and severity is not Severity.LOW):
            severity = None
        groups[severity].append(shown(reading.host))
    for change in changes:
        for severity, hosts in groups.items():
            yield plain_hit(change)._replace(severity=severity, hosts=tuple(hosts))


def _repairs_limit(definition: Definition | None) -> bool:
    """Whether a field that limits the agent was read otherwise than it is written."""
    if definition is None:
        return False
    fields = HOSTS[definition.host].fields
    return any(fields.get(repair.key) in _LIMITS for repair in definition.frontmatter.repairs)
