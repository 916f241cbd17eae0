"""How a sync decides what it is asked to decide."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from agentreg.records import NamedTuple

if TYPE_CHECKING:
    from agentreg.sync.pending import Pending


BRANCH = "agentreg/sync"
"""The branch that a sync commits on, unless another one is named."""


class Widening(StrEnum):
    """What to do with a merge that lets an agent do more than the project's own file does."""

    HOLD = "hold"
    ALLOW = "allow"


class LocalEdits(StrEnum):
    """What to do with edits of the project's own."""

    KEEP = "keep"
    OVERWRITE = "overwrite"


class InConflict(StrEnum):
    """What to do with a variant that both sides changed in ways only a person can join."""

    LEAVE = "leave"
    MARK = "mark"


class Versions(StrEnum):
    """Which versions of a base are brought: those that the variant's range allows, or the newest of all."""

    IN_RANGE = "in range"
    LATEST = "latest"


class Terms(NamedTuple):
    """How a sync decides what it is asked to decide.

    Attributes:
        widening: What it does with merges that let an agent do more.
        edits: What it does with local edits.
        conflict: What it does with conflicts.
        versions: Whether the ranges of the manifest hold back what is newer.
        pending: Conflicts that were kept for a person, by the path inside the repository.
    """

    widening: Widening = Widening.HOLD
    edits: LocalEdits = LocalEdits.KEEP
    conflict: InConflict = InConflict.LEAVE
    versions: Versions = Versions.IN_RANGE
    pending: Mapping[str, Pending] = {}
