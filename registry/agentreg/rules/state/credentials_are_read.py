"""Files are read in which keys and passwords are kept, or what is secret is sent out as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.credentials import credential_reads, is_command
from agentreg.formats.dangers import Danger
from agentreg.formats.secrets_sent import secrets_sent
from agentreg.formats.sending import is_in_one_step, is_program, way_out
from agentreg.formats.text import quotation
from agentreg.model.document import Span
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.passage import hit_of
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place; medium where nothing is sent out beside it, none then for prose in a fence."""
    for danger in credential_reads(scene.text, scene.definition.document.body):
        out = way_out(scene.text, scene.definition.document.body, danger.span)
        # Prose in a fence is a sample, a command there is to be run.
        is_shown = scene.is_sample(danger.span.start)
        if out is not None and not (is_shown and not is_program(scene.text, out)):
            whole = Span(min(danger.span.start, out.start), max(danger.span.end, out.end))
            yield _sent(danger.what, _said(scene, danger, out), whole)
        elif out is not None or not is_shown or is_command(scene.text, danger):
            yield hit_of(scene, danger, Severity.MEDIUM)
    for danger in secrets_sent(scene.text, scene.definition.document.body):
        yield _sent(danger.what, quotation(scene.text, danger.span), danger.span)


def _sent(what: str, said: str, span: Span) -> Hit:
    return Hit(f"{what} and has data sent out", "", said, after_span=span)


def _said(scene: Scene, danger: Danger, out: Span) -> str:
    """What is read, with what sends it where both are one step; the step beside it may be another soon."""
    first, second = sorted((danger.span, out))
    if second.start > first.end and not is_in_one_step(scene.text, Span(first.end, second.start)):
        return quotation(scene.text, danger.span)
    return quotation(scene.text, Span(first.start, max(first.end, second.end)))
