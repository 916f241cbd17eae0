"""How much weighs what nobody sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from agentreg.diff.hidden import Place
from agentreg.formats.hidden import HiddenKind
from agentreg.formats.unseen import UNSEEN
from agentreg.model.document import Document, Span
from agentreg.rules.finding import Severity

# A letter takes eight characters that stand for a bit each.
_FEWEST_THAT_SPELL = {HiddenKind.SELECTORS: 2, HiddenKind.INVISIBLE: 8}


def gravest(kind: HiddenKind, span: Span, words: Sequence[Place], document: Document) -> Severity | None:
    """The severity of a word in which something hides, or of several that are told as one.

    Args:
        kind: What hides.
        span: From the first to the last of the words.
        words: All words of the document in which something hides, in order.
        document: The document.

    Returns:
        That of the gravest of them; None for the greatest.
    """
    first, end = (bisect_left(words, at, key=_start) for at in span)
    inside = (word.span for word in words[first:end] if word.span and word.subject == kind)
    weights = {weight(kind, word, document) for word in inside}
    return min((one for one in weights if one), key=lambda one: one.rank) if None not in weights else None


def _start(word: Place) -> int:
    return word.span.start if word.span else 0


def weight(kind: HiddenKind, span: Span, document: Document) -> Severity | None:
    """The severity of a run of hidden characters; None for the greatest.

    Texts can be spelled by tags, by more than one selector, and by many of the others; a few of those, in
    prose and beside a word, are a slip. What is assigned to nothing nobody types by mistake.
    """
    if kind in (HiddenKind.TAGS, HiddenKind.UNASSIGNED):
        return None
    if kind in _FEWEST_THAT_SPELL and _count(span.of(document.text)) >= _FEWEST_THAT_SPELL[kind]:
        return None
    if kind in (HiddenKind.DIRECTION, HiddenKind.CONTROLS) or span.start < document.body.start:
        return Severity.HIGH
    around = document.text[span.start - 1 : span.start] + document.text[span.end : span.end + 1]
    return Severity.HIGH if len(around) > 1 and around.isalnum() else Severity.MEDIUM


def _count(text: str) -> int:
    return sum(char in UNSEEN for char in text)
