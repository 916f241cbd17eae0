"""Where all variants of a project stand; a project that cannot be read hides no other one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from agentreg.config.values import CONFIG_NAME
from agentreg.errors import AgentregError, ConfigError, ReadError
from agentreg.records import NamedTuple
from agentreg.variants.committed import DECLARATIONS, uncommitted
from agentreg.variants.manifest import Manifest, read_manifest
from agentreg.variants.project import Project
from agentreg.variants.standing import Bases, Standing, stand


class Survey(NamedTuple):
    """What was found in one project.

    Attributes:
        name: What to call the project.
        project: The project; None when it could not be read.
        standings: Its variants, sorted by path.
        stale: Paths that its lock still holds and its configuration no longer declares.
        uncommitted: The files that declare or lock its variants and are not as they are committed.
        error: Why it could not be read; None otherwise.
    """

    name: str
    project: Project | None = None
    standings: tuple[Standing, ...] = ()
    stale: tuple[str, ...] = ()
    uncommitted: tuple[str, ...] = ()
    error: AgentregError | None = None


class Reading(NamedTuple):
    """A project as it was read, before anything was asked of the index.

    Attributes:
        name: What to call the project.
        project: The project, its variants' texts at hand; None when it could not be read.
        manifest: Its variants.
        uncommitted: As in `Survey`.
        error: Why it could not be read; None otherwise.
    """

    name: str
    project: Project | None = None
    manifest: Manifest = Manifest(())
    uncommitted: tuple[str, ...] = ()
    error: AgentregError | None = None


def read_project(name: str, opening: Callable[[], Project]) -> Reading:
    """Open a project and read its variants; no index is needed.

    Args:
        name: What to call the project.
        opening: Opens it.
    """
    try:
        project = opening()
        with project.files.at_once():
            manifest = _manifest(project)
            for variant in manifest.variants:
                # What fails is told where the variant is judged.
                with suppress(AgentregError):
                    project.files.read(variant.declared.path)
            overlays = (variant.declared.overlay for variant in manifest.variants)
            changed = uncommitted(project, dict.fromkeys([*DECLARATIONS, *filter(None, overlays)]))
    except AgentregError as error:
        return Reading(name, error=error)
    except OSError as error:
        return Reading(name, error=ReadError(f"{error.filename or name}: {error.strerror or error}"))
    return Reading(name, project, manifest, changed)


def _manifest(project: Project) -> Manifest:
    try:
        return read_manifest(project.files, project.name)
    except ConfigError as error:
        if project.reads and project.files.read(CONFIG_NAME) is None:
            message = f"{project.name}: {CONFIG_NAME} is not in {project.reads}"
            raise ConfigError(message, hint="commit it first") from error
        raise


def judge(reading: Reading, bases: Bases) -> Survey:
    """Where the variants of a project stand.

    Args:
        reading: The project.
        bases: Where bases are found.

    Raises:
        IndexUnavailable: There is no index to ask.
    """
    name, project, manifest, changed, error = reading
    if project is None:
        return Survey(name, error=error)
    standings = tuple(stand(variant, project.files, bases) for variant in manifest.variants)
    return Survey(name, project, standings, manifest.stale, changed)
