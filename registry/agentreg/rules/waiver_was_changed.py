"""A waiver was changed: that is as serious as what it will let pass."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.rules.case import Case, Hit


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:  # noqa: ARG001  the signature of every rule
    """One hit for each waiver, of the severity of the rule that it waives."""
    from agentreg.rules.waivers import weighed

    return weighed(changes)
