"""A section is gone: how much that matters depends on what stood in it."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.units import outline
from agentreg.model.prompt import Strength
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each section; medium when a firm constraint or a workflow step went with it, else low."""
    if case.before is None:
        return
    prompt = outline(case.before).prompt
    places = [constraint.span for constraint in prompt.constraints if constraint.strength is Strength.MUST]
    places += [step.span for workflow in prompt.workflows for step in workflow.steps]
    for change in changes:
        span = change.before_span
        weighty = span is not None and any(span.start <= place.start < span.end for place in places)
        yield plain_hit(change)._replace(severity=Severity.MEDIUM if weighty else Severity.LOW)
