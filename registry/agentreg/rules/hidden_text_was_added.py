"""Characters that nobody sees came into the text: how bad that is depends on what they can do there."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.formats.hidden import HiddenKind
from agentreg.model.document import Document, Span
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.finding import Severity


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each word in which something hides."""
    for change in changes:
        if case.after and change.after_span:
            severity = _severity(HiddenKind(change.subject), change.after_span, case.after.document)
            yield plain_hit(change)._replace(severity=severity)


def _severity(kind: HiddenKind, span: Span, document: Document) -> Severity | None:
    """Texts can be spelled by tags, and by more than one selector; alone and in prose, the rest is a slip."""
    if kind is HiddenKind.TAGS or (kind is HiddenKind.SELECTORS and span.end - span.start > 1):
        return None
    if kind in (HiddenKind.DIRECTION, HiddenKind.CONTROLS) or span.start < document.body.start:
        return Severity.HIGH
    around = document.text[span.start - 1 : span.start] + document.text[span.end : span.end + 1]
    return Severity.HIGH if len(around) > 1 and around.isalnum() else Severity.MEDIUM
