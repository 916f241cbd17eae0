"""A command stands in the text that other kinds of file run as they are loaded."""

from __future__ import annotations

from collections.abc import Iterator

from agentreg.formats.dangers import embedded_commands
from agentreg.formats.paths import is_path, leaves_project
from agentreg.rules.case import Hit
from agentreg.rules.finding import Severity
from agentreg.rules.state.passage import hit_of
from agentreg.rules.state.scene import Scene

# What is put there for a moment, or thrown away.
_PASSING = ("/tmp/", "/var/tmp/", "/dev/")  # noqa: S108  # a place that is read, not written


def find(scene: Scene) -> Iterator[Hit]:
    """One hit for each place; a note where the command stays in the project."""
    for danger in embedded_commands(scene.text, scene.definition.document.body):
        severity = None if _leads_out(danger.span.of(scene.text)) else Severity.NOTE
        yield hit_of(scene, danger, severity)


def _leads_out(command: str) -> bool:
    """Whether a command is given a file outside the project, at the top of which it runs."""
    words = command.replace("`", " ").replace("<", " ").lstrip("! ").split()
    paths = (word.strip("\"'();|&>") for word in words[1:])
    return any(is_path(one) and leaves_project(one) and not one.startswith(_PASSING) for one in paths)
