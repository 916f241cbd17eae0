"""What an address sends is run at once, or whoever is there gets a shell."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.dangers import remote_scripts
from agentreg.formats.grave_commands import reverse_shells
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.passage import hit_of
from agentreg.rules.state.scene import Scene


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place; high for a shell that somebody else types into."""
    place = scene.text, scene.definition.document.body
    found = ((reverse_shells, Severity.HIGH), (remote_scripts, Severity.MEDIUM))
    for detector, severity in found:
        for danger in detector(*place):
            yield hit_of(scene, danger, severity)
