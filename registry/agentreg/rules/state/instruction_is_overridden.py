"""A sentence sets aside what the model is told elsewhere, or keeps something from its user."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.diff.overrides import said_in_fields, said_in_units
from agentreg.formats.overrides import find_overrides, may_override
from agentreg.formats.patterns import pattern
from agentreg.rules.case import Hit
from agentreg.rules.state.scene import Scene

_MARKS = pattern(r"[*_`\\]+")


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each sentence."""
    # Most prompts need not be cut into sentences for that: what marks a word says nothing.
    plain = _MARKS.sub("", scene.text)
    if not (may_override(plain) and any(find_overrides(plain))):
        return
    side = scene.outline
    for said in (*said_in_fields(scene.definition), *said_in_units(side, range(len(side.units)))):
        yield Hit("override", "", said.text, after_span=said.span)
