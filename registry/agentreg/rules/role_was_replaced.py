"""Another role: how much that matters depends on whether it is still about the same things."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.personas import shares_subject
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each role; medium where an agent of the same name is told its own subject anew."""
    for change in changes:
        is_known = _is_known(case, change)
        yield plain_hit(change)._replace(severity=Severity.MEDIUM if is_known else None)


def _is_known(case: Case, change: Change) -> bool:
    if case.before is None or case.after is None or case.before.name != case.after.name:
        return False
    told = [side.frontmatter.text("description") or "" for side in (case.before, case.after)]
    before = (change.before, case.before.name, told[0])
    return shares_subject(before, change.after) and (told[0] == told[1] or shares_subject(before, told[1]))
