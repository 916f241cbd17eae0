"""How much weighs what nobody sees."""

from __future__ import annotations

from agentreg.formats.hidden import HiddenKind
from agentreg.model.document import Document, Span
from agentreg.rules.finding import Severity


def weight(kind: HiddenKind, span: Span, document: Document) -> Severity | None:
    """The severity of a run of hidden characters; None for the greatest.

    Texts can be spelled by tags, and by more than one selector; alone and in prose, the rest is a slip.
    """
    if kind is HiddenKind.TAGS or (kind is HiddenKind.SELECTORS and span.end - span.start > 1):
        return None
    if kind in (HiddenKind.DIRECTION, HiddenKind.CONTROLS) or span.start < document.body.start:
        return Severity.HIGH
    around = document.text[span.start - 1 : span.start] + document.text[span.end : span.end + 1]
    return Severity.HIGH if len(around) > 1 and around.isalnum() else Severity.MEDIUM
