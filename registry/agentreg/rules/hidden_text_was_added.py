"""Characters that nobody sees came into the text: how bad that is depends on what they can do there."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.changes import Change
from agentreg.diff.hidden import hidden_words
from agentreg.formats.hidden import HiddenKind
from agentreg.rules.case import Case, Hit, plain_hit
from agentreg.rules.unseen import gravest


def find(case: Case, changes: tuple[Change, ...]) -> Iterator[Hit]:
    """One hit for each word in which something hides; of very many words, one for all but the first."""
    if case.after is None:
        return
    document = case.after.document
    words = hidden_words(document.text)
    for change in changes:
        if change.after_span:
            severity = gravest(HiddenKind(change.subject), change.after_span, words, document)
            yield plain_hit(change)._replace(severity=severity)
