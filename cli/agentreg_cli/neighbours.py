"""The agents of the registry's sources, as those of a project are compared with them by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from agentreg.errors import AgentregError, GitError, IndexUnavailable
from agentreg.git.locate import repository_at
from agentreg.model.definition import Host
from agentreg.review.ranges import around
from agentreg.rules.state.elsewhere import NOTHING_ELSEWHERE, Elsewhere, Foreigner
from agentreg_cli import places
from agentreg_cli.affected import own_names
from agentreg_cli.output import warn
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.git.locate import Repository
    from agentreg.review.ranges import StateOf


def around_with_index(session: Session, repository: Repository) -> StateOf:
    """What is known around the agents of a tree: with those of other sources, which are the same for all.

    Args:
        session: The run.
        repository: Where the trees are.

    Raises:
        ConfigError: The registry's configuration cannot be followed.
    """
    elsewhere = agents_elsewhere(session, repository.work_tree or repository.git_dir)
    return lambda files, read: around(files, read)._replace(elsewhere=elsewhere)


def agents_elsewhere(session: Session, root: Path) -> Elsewhere:
    """The agents of other sources that the index knows; none without a registry, or before it is filled.

    The project itself may be one of the sources, and a base is expected to share its variant's name: both are
    left out.

    Args:
        session: The run.
        root: The project's folder, or its Git folder where it is checked out nowhere.

    Raises:
        ConfigError: The registry's configuration cannot be followed.
    """
    path = places.find_config(session.cwd)
    if path is None or not session.index_path.is_file():
        return NOTHING_ELSEWHERE
    try:
        repository = repository_at(root)
        own = own_names(session, repository) if repository else frozenset()
        bases = _bases(session, path.parent)
        agents = _agents(session)
    except (IndexUnavailable, GitError) as error:
        warn(f"names were not compared with those of other sources: {error.message}")
        return NOTHING_ELSEWHERE
    return Elsewhere(
        one
        for one in agents
        if one.source.casefold() not in own and f"{one.source}/{one.name}".casefold() not in bases
    )


def _bases(session: Session, folder: Path) -> set[str]:
    """The bases of the variants here: as they are declared, by an overlay too, and as they are locked."""
    variants = session.config().variants
    if not variants:
        return set()
    from agentreg.variants.files import DiskFiles
    from agentreg.variants.manifest import read_manifest

    declared = {one.base.casefold() for one in variants}
    try:
        known = read_manifest(DiskFiles(folder), folder.name).variants
    except AgentregError:
        # What a variant descends from is told by the commands that need its lock.
        return declared
    locked = {one.locked.base.casefold() for one in known if one.locked}
    return declared | locked | {one.declared.base.casefold() for one in known}


def _agents(session: Session) -> list[Foreigner]:
    from agentreg.index.access import reading
    from agentreg.index.store import AgentFilter

    with reading(session.index_path) as reader:
        found = reader.agents(AgentFilter(live=True))
    return [Foreigner(agent.name, Host(agent.host), agent.path, agent.source) for agent in found]
