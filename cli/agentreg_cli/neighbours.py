"""The agents of the registry's sources, as those of a project are compared with them by name."""

from __future__ import annotations

from pathlib import Path

from agentreg.config.location import parse_location
from agentreg.config.paths import resolved
from agentreg.config.values import RegistryConfig
from agentreg.errors import IndexUnavailable
from agentreg.model.definition import Host
from agentreg.rules.state.scene import Neighbour
from agentreg_cli import places
from agentreg_cli.output import warn
from agentreg_cli.session import Session


def indexed_neighbours(session: Session, root: Path) -> tuple[Neighbour, ...]:
    """The agents that the index knows; none where there is no registry, or nothing was indexed yet.

    The project itself may be one of the sources, and a base is expected to share its variant's name: both are
    left out.

    Args:
        session: The run.
        root: The project's folder.

    Raises:
        ConfigError: The registry's configuration cannot be followed.
    """
    path = places.find_config(session.cwd)
    if path is None or not session.index_path.is_file():
        return ()
    config = session.config()
    own = _own_sources(config, path.parent, root)
    bases = {variant.base for variant in config.variants}
    try:
        agents = _agents(session)
    except IndexUnavailable as error:
        warn(f"names were not compared with those of other sources: {error.message}")
        return ()
    return tuple(one for one in agents if one.source not in own and f"{one.source}/{one.name}" not in bases)


def _own_sources(config: RegistryConfig, folder: Path, root: Path) -> set[str]:
    return {
        source.name
        for source in config.sources
        if resolved(Path(parse_location(source.location, folder).text)) == root
    }


def _agents(session: Session) -> list[Neighbour]:
    from agentreg.index.access import reading
    from agentreg.index.store import AgentFilter

    with reading(session.index_path) as reader:
        found = reader.agents(AgentFilter(live=True))
    return [Neighbour(agent.name, Host(agent.host), agent.path, agent.source) for agent in found]
