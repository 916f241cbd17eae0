"""The prompt leads to an address that is made to take data."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.addresses import leads_nowhere
from agentreg.formats.cautions import is_shunned
from agentreg.formats.patterns import pattern
from agentreg.model.document import Span
from agentreg.model.outward import Reference, ReferenceKind
from agentreg.rules.addresses import takes_data
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.scene import Scene

# A page that shows the image asks for the address, whatever stands behind the question mark.
_IMAGE = pattern(r"!\[[^\]\n]{0,200}\]\((https?://[^\s()?]{1,500}\?[^\s()]{1,1000})\)")


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each address; low for an image that only carries a query."""
    for reference in scene.references:
        if reference.kind is ReferenceKind.URL and _is_way_out(scene, reference):
            yield Hit("url", "", reference.target, after_span=reference.span)
    for image in _IMAGE.finditer(scene.text, scene.definition.document.body.start):
        url = image.group(1)
        if not takes_data(url) and not leads_nowhere(url):
            yield Hit("image", "", url, after_span=Span(*image.span(1)), severity=Severity.LOW)


def _is_way_out(scene: Scene, reference: Reference) -> bool:
    return takes_data(reference.target) and not is_shunned(scene.text, reference.span)
