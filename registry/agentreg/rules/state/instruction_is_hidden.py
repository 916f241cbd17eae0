"""What a rendered page does not show tells the model to do something."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.hidden_orders import hidden_orders
from agentreg.formats.reach import Reach
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene

_SEVERITIES = {Reach.GRAVE: None, Reach.ADDRESSED: Severity.MEDIUM, Reach.PLAIN: Severity.LOW}


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each thing that is hidden, as serious as its orders reach."""
    for hidden, reach in hidden_orders(scene.text, scene.definition.document.body, scene.is_sample):
        told = hidden.span.of(scene.text)
        yield Hit(hidden.what, "", told, after_span=hidden.span, severity=_SEVERITIES[reach])
