"""The shape of drift in JSON, documented as it is published (docs/json.md is made from this).

New keys may come at any time; any other change raises the schema version of the whole output.
"""

from __future__ import annotations

from typing import TypedDict


class LockedData(TypedDict):
    """A revision of a base.

    Attributes:
        version: The version that its source declares for it; empty when there is none.
        commit: Full commit id.
        blob: Full blob id.
    """

    version: str
    commit: str
    blob: str


class VariantData(TypedDict):
    """One variant; `sync`, `outdated` and `why` add to it.

    Attributes:
        path: Its file in the project.
        base: The base agent that the project names, `source/agent`.
        range: Which versions of the base it follows.
        drift: How it stands: a word of the manual's table, without a number.
        behind: Revisions between the locked base and the newest; 0 for none, null when that cannot be told.
        locked: The base that it descends from; null when none is locked.
        newest: The newest base that it accepts; null when there is none.
        renamed: What the base is called now, when the project calls it by a former name; empty otherwise.
        trouble: Why something could not be read, one sentence; empty otherwise.
        idle_owned: Names in `owned` that protect nothing.
        unresolved: Whether its file holds a conflict that nobody resolved.
    """

    path: str
    base: str
    range: str
    drift: str
    behind: int | None
    locked: LockedData | None
    newest: LockedData | None
    renamed: str
    trouble: str
    idle_owned: list[str]
    unresolved: bool


class ConflictData(TypedDict):
    """A conflict of an earlier sync that waits for a person.

    Attributes:
        path: The variant's path.
        file: Where its text with markers is to be edited.
        answer: `open`, or `resolved` where no marker is left in that text.
    """

    path: str
    file: str
    answer: str


class ProjectData(TypedDict):
    """One repository.

    Attributes:
        repository: What it is called: as it was named, or as a glob found it.
        error: Why it could not be read; null when it could.
        variants: Its variants, sorted by path.
        stale: Paths that its lock still holds and its configuration no longer declares.
        uncommitted: The files that declare or lock its variants, overlays too, and are not as committed.
        branch: The branch of a sync that waits to be merged; empty for none.
        conflicts: The conflicts that wait for a person.
    """

    repository: str
    error: str | None
    variants: list[VariantData]
    stale: list[str]
    uncommitted: list[str]
    branch: str
    conflicts: list[ConflictData]


class FleetData(TypedDict):
    """The repositories that were asked for.

    Attributes:
        repositories: One entry each, in the order in which they were named.
    """

    repositories: list[ProjectData]
