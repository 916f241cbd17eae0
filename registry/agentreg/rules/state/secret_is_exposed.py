"""A secret stands in the definition."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from agentreg.formats.secrets import masked
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each secret; none is told whole."""
    for what, span in scene.secrets:
        secret = span.of(scene.text)
        # What tells it from others is no part of it.
        digest = sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        yield Hit(what, digest, masked(secret), after_span=span)
