"""A secret stands in the definition."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from agentreg.formats.secrets import find_secrets, masked
from agentreg.model.document import Span
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each secret, also of those that another program found; none is told whole."""
    told: list[Span] = []
    leaks = scene.surroundings.leaks.get(scene.definition.path, ())
    for what, span in (*find_secrets(scene.text), *leaks):
        if not any(span.start < other.end and other.start < span.end for other in told):
            told.append(span)
            secret = span.of(scene.text)
            # What tells it from others is no part of it.
            digest = sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()[:16]
            yield Hit(what, digest, masked(secret), after_span=span)
