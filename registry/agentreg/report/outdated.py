"""Outdated variants as a table that people know from package managers, and as plain data."""

from __future__ import annotations

from agentreg.report.drift import revision_data, standing_data
from agentreg.report.variant_types import OutdatedData
from agentreg.variants.outdated import Outdated
from agentreg.variants.standing import base_name

OUTDATED_HEADERS = ("variant", "base", "locked", "allowed", "latest")


def outdated_row(found: Outdated) -> tuple[str, ...]:
    """One row, under `OUTDATED_HEADERS`."""
    declared, locked = found.standing.variant
    revisions = (locked, found.standing.newest, found.latest)
    return (declared.path, declared.base, *map(base_name, revisions))


def outdated_data(found: Outdated) -> OutdatedData:
    """One variant, for JSON: what `status` tells, with the newest base at all."""
    return {**standing_data(found.standing), "latest": revision_data(found.latest)}
