"""Characters that nobody sees stand in the text."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.hidden import hidden_words, in_few
from agentreg.formats.hidden import HiddenKind
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene
from agentreg.rules.unseen import gravest


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each word in which something hides; of very many words, one for all but the first."""
    words = hidden_words(scene.text)
    for place in in_few(words):
        if place.span:
            severity = gravest(HiddenKind(place.subject), place.span, words, scene.definition.document)
            yield Hit(place.subject, place.word, place.told, after_span=place.span, severity=severity)
