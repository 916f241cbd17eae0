"""What the old host followed and the new one does not know: a limit that is gone weighs most."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity

_LIMITS = frozenset(
    (
        *("tools", "disallowedTools", "permissionMode", "isolation", "hooks"),
        *("readonly", "agents", "sandbox_mode", "approval_policy"),
        *("excludedTools", "permissions", "approvalMode", "permission_mode"),
    )
)


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each field that has no counterpart; medium for one that did not limit the agent."""
    for change in changes:
        severity = None if change.subject in _LIMITS else Severity.MEDIUM
        yield plain_hit(change)._replace(severity=severity, hosts=(case.host,))
