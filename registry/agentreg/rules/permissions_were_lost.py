"""The agent can no longer do a kind of thing that it could do before, whatever lines caused it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit, likely_cause


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit with all risk classes that are gone; none when there are none."""
    if case.lost:
        cause = likely_cause(changes)
        yield Hit("permissions", ", ".join(case.lost), "", cause.before_span, cause.after_span)
