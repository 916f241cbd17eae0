"""Another role: how much that matters depends on whether it is still about the same things."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from agentreg.diff.changes import Change
from agentreg.diff.personas import shares_subject
from agentreg.formats.near_names import name_without_marks
from agentreg.formats.text import sentences
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity

_MOST_SENTENCES = 3


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each role; medium where an agent of the same name is told its own subject anew."""
    for change in changes:
        is_known = _is_known(case, change)
        yield plain_hit(change)._replace(severity=Severity.MEDIUM if is_known else None)


def _is_known(case: Case, change: Change) -> bool:
    if case.before is None or case.after is None:
        return False
    # `Quay Clerk` and `quay-clerk` are one name; that it is spelled otherwise now is told by itself.
    if name_without_marks(case.before.name) != name_without_marks(case.after.name):
        return False
    told = [side.frontmatter.text("description") or "" for side in (case.before, case.after)]
    before = (change.before, case.before.name, told[0])
    if not shares_subject(before, change.after):
        return False
    # A description may begin with when to call the agent, and say of what it is for later.
    described = (found.of(told[1]) for found in islice(sentences(told[1]), _MOST_SENTENCES))
    return told[0] == told[1] or any(shares_subject(before, one) for one in described)
