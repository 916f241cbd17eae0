"""The hit of a rule that looks for passages of the prompt."""

from __future__ import annotations

from agentreg.formats.dangers import Danger
from agentreg.formats.text import quotation
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene


def hit_of(scene: Scene, danger: Danger, severity: Severity | None = None) -> Hit:
    """What is said of a passage: what it is about, and its words.

    Args:
        scene: Where it stands.
        danger: The passage.
        severity: Less than the rule's own, if it is milder.
    """
    said = quotation(scene.text, danger.span)
    return Hit(danger.what, "", said, after_span=danger.span, severity=severity)
