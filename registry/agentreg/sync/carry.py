"""What follows from a sync for the files that declare variants: the configuration, and overlays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agentreg.config.edit import redeclared
from agentreg.config.file import encoded
from agentreg.config.values import VariantConfig
from agentreg.sync.steps import Plan
from agentreg.sync.target import check_overlay, check_place
from agentreg.variants.chain import read_chain
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
    wanted = [(step.standing.variant.declared, step.declared) for step in changed]
    edits = [
        *_configured({old.path: new for old, new in wanted if new is None or not new.overlay}, project),
        *_extended([new for _, new in wanted if new and new.overlay], project),
    ]
    before = {path: project.files.read(path) for path, _ in edits}
    return plan._replace(before={**plan.before, **before}, declarations=dict(edits))


def _configured(wanted: Mapping[str, VariantConfig | None], project: Project) -> list[tuple[str, bytes]]:
    if not wanted:
        return []
    name, text = read_configuration(project.files, project.name)
    return [(name, encoded(redeclared(text, wanted, origin=name), name))]


def _extended(wanted: Sequence[VariantConfig], project: Project) -> list[tuple[str, bytes]]:
    """The overlays that name the bases: of several upon each other, the lowest."""
    found = {}
    for new in wanted:
        overlay = read_chain(project.files, new.overlay).overlays[0].origin
        check_overlay(overlay)
        check_place(project.files, overlay)
        text = (project.files.read(overlay) or b"").decode("utf-8")
        found[overlay] = extending(text, new.base, new.version, origin=overlay).encode()
    return sorted(found.items())
