"""Where all variants of a project stand; a project that cannot be read hides no other one."""

from __future__ import annotations

from collections.abc import Callable

from agentreg.errors import AgentregError, IndexUnavailable
from agentreg.records import NamedTuple
from agentreg.variants.manifest import read_manifest
from agentreg.variants.project import Project
from agentreg.variants.standing import Bases, Standing, stand


class Survey(NamedTuple):
    """What was found in one project.

    Attributes:
        name: What to call the project.
        project: The project; None when it could not be read.
        standings: Its variants, sorted by path.
        stale: Paths that its lock still holds and its configuration no longer declares.
        error: Why it could not be read; None otherwise.
    """

    name: str
    project: Project | None = None
    standings: tuple[Standing, ...] = ()
    stale: tuple[str, ...] = ()
    error: AgentregError | None = None


def survey(name: str, opening: Callable[[], Project], bases: Bases) -> Survey:
    """Read a project and where its variants stand.

    Args:
        name: What to call the project.
        opening: Opens it.
        bases: Where bases are found.

    Raises:
        IndexUnavailable: There is no index to ask.
    """
    try:
        project = opening()
        manifest = read_manifest(project.files, name)
        standings = tuple(stand(variant, project.files, bases) for variant in manifest.variants)
    except IndexUnavailable:
        raise
    except AgentregError as error:
        return Survey(name, error=error)
    return Survey(name, project, standings, manifest.stale)
