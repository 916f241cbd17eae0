"""Characters that nobody sees stand in the text."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.hidden import hidden_words
from agentreg.formats.hidden import HiddenKind
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene
from agentreg.rules.unseen import weight


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each word in which something hides, as serious as what it can do there."""
    for place in hidden_words(scene.text):
        if place.span:
            severity = weight(HiddenKind(place.subject), place.span, scene.definition.document)
            yield Hit(place.subject, place.word, place.told, after_span=place.span, severity=severity)
