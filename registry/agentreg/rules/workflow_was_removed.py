"""A workflow is gone: how much that matters depends on whether it ordered work, and on what is left."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.practices import is_advice
from agentreg.diff.units import outline
from agentreg.formats.orders import is_order
from agentreg.model.definition import Definition
from agentreg.model.prompt import Workflow
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Bump, Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each; low for advice that was numbered, medium where the agent has another procedure.

    Where only the titles of the steps went, what they said below still stands: low, and medium where a title
    was itself an order.
    """
    before, after = _procedures(case.before), _procedures(case.after)
    for change in changes:
        gone = [one for one in before if _is_within(one, change)]
        hit = plain_hit(change)
        if case.before is not None and not gone:
            yield hit._replace(severity=Severity.LOW, bump=Bump.MINOR)
        elif case.before is not None and not change.before:
            has_orders = any(is_order(step.title) for one in gone for step in one.steps)
            hit = hit if has_orders else hit._replace(bump=Bump.MINOR)
            yield hit._replace(severity=Severity.MEDIUM if has_orders else Severity.LOW)
        elif any(2 * len(other.steps) >= len(one.steps) for one in gone for other in after):
            yield hit._replace(severity=Severity.MEDIUM)
        else:
            yield hit


def _procedures(definition: Definition | None) -> list[Workflow]:
    """The workflows of a definition that order work."""
    if definition is None:
        return []
    prompt = outline(definition).prompt
    return [one for one in prompt.workflows if not is_advice(prompt, one)]


def _is_within(workflow: Workflow, change: Change) -> bool:
    span = change.before_span
    return span is not None and any(span.start <= step.span.start < span.end for step in workflow.steps)
