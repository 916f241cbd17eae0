"""Something was left to the model: leave to act without asking weighs more, most where it had to ask."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.consent import is_wanted, waived_of
from agentreg.diff.statement_pairs import Place
from agentreg.diff.units import outline
from agentreg.formats.constraints import BINDING
from agentreg.model.definition import Definition
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each sentence: low; medium for leave to act unasked, high where the agent had to ask."""
    for change in changes:
        yield plain_hit(change)._replace(severity=_severity(case.before, change.after))


def _severity(before: Definition | None, said: str) -> Severity:
    waived = waived_of(said)
    if waived is None:
        return Severity.LOW
    return Severity.HIGH if before and _is_asked_for(before, waived) else Severity.MEDIUM


def _is_asked_for(before: Definition, waived: frozenset[str]) -> bool:
    side = outline(before)
    places = (Place(side, number) for number, unit in enumerate(side.units) if unit.kind in BINDING)
    return any(is_wanted(place.said(span), waived) for place in places for span in place.sentences)
