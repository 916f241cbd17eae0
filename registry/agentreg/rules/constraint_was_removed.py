"""A constraint is gone: how much that matters depends on how firmly it bound, and whether it kept data in."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.confidential import keeps_in
from agentreg.formats.norms import find_norm
from agentreg.model.prompt import Strength
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(_case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each constraint; what a title or a lead demanded was firm, and so is what keeps data in."""
    for change in changes:
        norm = find_norm(change.before)
        is_wish = norm is not None and norm.strength is Strength.SHOULD and not keeps_in(change.before)
        severity = Severity.LOW if is_wish else Severity.MEDIUM
        yield plain_hit(change)._replace(severity=severity)
