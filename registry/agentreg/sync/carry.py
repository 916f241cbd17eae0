"""What follows from a sync for the files that declare variants: the configuration, and overlays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agentreg.config.edit import redeclared
from agentreg.config.file import encoded
from agentreg.sync.steps import Plan, Step
from agentreg.sync.target import check_overlay, check_place
from agentreg.variants.manifest import read_configuration
from agentreg.variants.overlay_text import extending
from agentreg.variants.project import Project


def with_declarations(plan: Plan, project: Project) -> Plan:
    """A plan, with the files that say which bases and versions are followed, where its steps change that.

    Args:
        plan: What is done with each variant.
        project: The project.

    Raises:
        ConfigError: A file must be edited by hand.
        SyncRefused: An overlay that names a base lies where nothing is written.
        ReadError: A file cannot be read.
    """
    changed = [step for step in plan.updates if step.declared != step.standing.variant.declared]
    edits = [*_configured(changed, project), *_extended(changed, project)]
    before = {path: project.files.read(path) for path, _ in edits}
    return plan._replace(before={**plan.before, **before}, declarations=dict(edits))


def _configured(steps: Iterable[Step], project: Project) -> Iterator[tuple[str, bytes]]:
    wanted = {step.path: step.declared for step in steps if not step.standing.overlays}
    if wanted:
        name, text = read_configuration(project.files, project.name)
        yield name, encoded(redeclared(text, wanted, origin=name), name)


def _extended(steps: Iterable[Step], project: Project) -> Iterator[tuple[str, bytes]]:
    """The overlays that name the bases: of several upon each other, the lowest."""
    for step in steps:
        if step.declared and step.standing.overlays:
            overlay = step.standing.overlays[0].origin
            check_overlay(overlay)
            check_place(project.files, overlay)
            text = (project.files.read(overlay) or b"").decode("utf-8")
            after = extending(text, step.declared.base, step.declared.version, origin=overlay)
            yield overlay, after.encode()
