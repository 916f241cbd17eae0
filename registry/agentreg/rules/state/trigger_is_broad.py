"""The description asks for the agent more than its work needs."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.triggers import Insistence, is_for_everything, read_statements
from agentreg.formats.written import offsets_in_file
from agentreg.model.document import Span
from agentreg.model.fields import Scalar
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each sentence that calls the agent for everything; a note for one that only insists."""
    value = scene.definition.frontmatter.get("description")
    if not isinstance(value, Scalar):
        return
    offsets = offsets_in_file(scene.text, value)
    for said in read_statements(value.text, Span(0, len(value.text))):
        is_wide = is_for_everything(said)
        if is_wide or said.insistence is not Insistence.OFFERED:
            place = said.span if said.span.end <= len(offsets) else None
            span = Span(offsets[place.start], offsets[place.end - 1] + 1) if place else value.span
            severity = None if is_wide else Severity.NOTE
            yield Hit("description", "", said.text, after_span=span, severity=severity)
