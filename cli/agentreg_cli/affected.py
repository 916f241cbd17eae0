"""Looks into the fleet of this registry, if it has one, for who is affected by a review."""

from __future__ import annotations

import copy
from functools import partial
from typing import TYPE_CHECKING

from agentreg_cli import places
from agentreg_cli.output import progress, warn
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.config.values import RegistryConfig
    from agentreg.git.locate import Repository
    from agentreg.review.affected import Origin
    from agentreg.review.values import Review


def find_affected(session: Session, repository: Repository, review: Review) -> Review:
    """A review with the variants that descend from its agents.

    The network is not reached: of projects elsewhere, what was fetched last counts. What cannot be read or
    found is told, and nothing more: who is affected is no part of the verdict, and where it is asked the
    fleet may not be.

    Raises:
        ConfigError: The configuration cannot be followed.
    """
    if not any(agent.before for agent in review.agents) or places.find_config(session.cwd) is None:
        return review
    config = session.config()
    if not config.fleet and not config.variants:
        return review
    from agentreg.errors import AgentregError

    try:
        return _look(session, config, repository, review)
    except AgentregError as error:
        warn(f"no variants were looked for: {error.message}")
        return review


def _look(session: Session, config: RegistryConfig, repository: Repository, review: Review) -> Review:
    from agentreg.review.affected import with_affected
    from agentreg.variants.survey import read_project
    from agentreg_cli.fleet import members, opening

    here = copy.copy(session)
    here.offline = True
    how, readings = opening(here), []
    covered = members(here, ())
    with progress(session, "looking for variants", len(covered)) as line:
        for member in covered:
            readings.append(read_project(member.name, partial(how, member, line.advance)))
            line.advance(member.name)
    unread = [reading for reading in readings if reading.error]
    if unread and unread[0].error:
        others = f", and {len(unread) - 1} more projects" if len(unread) > 1 else ""
        warn(f"{unread[0].name} was not looked into for variants: {unread[0].error.message}{others}")
    return with_affected(review, _origin(session, config, repository), readings)


def _origin(session: Session, config: RegistryConfig, repository: Repository) -> Origin:
    from agentreg.config.location import parse_location
    from agentreg.git.process import Git, Trust
    from agentreg.git.push import origin_url
    from agentreg.review.affected import Origin

    folder = session.config_path.parent
    places_here = {str(place) for place in repository if place}
    names = {
        source.name.casefold()
        for source in config.sources
        if parse_location(source.location, folder).text in places_here
    }
    return Origin(origin_url(Git(repository.git_dir, Trust.TARGET)), frozenset(names))
