"""Steps that moved past one that waits for somebody: an act before the answer, or behind it."""

from __future__ import annotations

from agentreg.diff.changes import Change, mirror
from agentreg.diff.consent import wants_consent
from agentreg.diff.units import outline
from agentreg.diff.ways_out import goes_out
from agentreg.formats.text import normalize
from agentreg.model.definition import Definition
from agentreg.model.document import Span
from agentreg.rules.case import Case

_Order = tuple[list[str], list[str]]


def asked_later(case: Case, change: Change) -> int:
    """Whether an act that goes out now comes before somebody is asked: it moved, or what asks did.

    Args:
        case: The agent.
        change: A step that stands elsewhere.

    Returns:
        Above 0 where somebody is asked later, below 0 where somebody is asked earlier; 0 for neither.
    """
    if case.before is None or case.after is None:
        return 0
    sides = case.before, case.after
    return _is_postponed(sides, change) - _is_postponed(sides[::-1], mirror(change))


def _is_postponed(sides: tuple[Definition, ...], change: Change) -> bool:
    if change.before_span is None or change.after_span is None:
        return False
    before, after = _around(sides[0], change.before_span), _around(sides[1], change.after_span)
    if wants_consent(change.before) and wants_consent(change.after):
        return any(map(goes_out, set(before[1]).intersection(after[0])))
    return goes_out(change.after) and any(map(wants_consent, set(before[0]).intersection(after[1])))


def _around(definition: Definition, place: Span) -> _Order:
    """What the other steps of a step's workflow say: those before it, and those behind it."""
    for workflow in outline(definition).prompt.workflows:
        starts = [step.span.start for step in workflow.steps]
        if any(place.start <= start < place.end for start in starts):
            said = [(step.span.start, normalize(step.text)) for step in workflow.steps]
            return [text for at, text in said if at < place.start], [
                text for at, text in said if at >= place.end
            ]
    return [], []
