"""Looks into the fleet and the index of this registry, if it has them, for who is affected by a review."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from agentreg_cli import places
from agentreg_cli.output import progress, warn
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.config.fleet import Member
    from agentreg.git.locate import Repository
    from agentreg.review.affected import Origin
    from agentreg.review.copies import Held
    from agentreg.review.values import Review
    from agentreg_cli.trees import Sides


def find_affected(session: Session, sides: Sides, review: Review) -> Review:
    """A review with the variants that descend from its agents, and the copies that nobody tracks.

    The network is not reached: of projects elsewhere, what was fetched last counts, and of other sources,
    what was indexed last. What cannot be read or found is told, and nothing more: who is affected is no part
    of the verdict, and where it is asked the fleet may not be.

    Raises:
        ConfigError: The configuration cannot be followed.
    """
    was_there = any(agent.was and not agent.is_bystander for agent in review.agents)
    if not was_there or places.find_config(session.cwd) is None:
        return review
    config = session.config()
    if not config.fleet and not config.variants and not config.sources:
        return review
    from agentreg.errors import AgentregError
    from agentreg.review.copies import with_copies

    origin = _origin(session, sides.repository)
    covered: tuple[Member, ...] = ()
    try:
        if config.fleet or config.variants:
            covered = _covered(session)
            review = _with_variants(session, covered, origin, review)
    except AgentregError as error:
        warn(f"no variants were looked for: {error.message}")
    if not session.index_path.is_file():
        if config.sources:
            warn("no copies were looked for: nothing is indexed here (`agentreg index`)")
        return review
    try:
        held = _held(session, origin, _tracked(session, covered, review))
        return with_copies(review, held, (sides.before.files.texts, sides.after.files.texts))
    except AgentregError as error:
        warn(f"no copies were looked for: {error.message}")
        return review


def _covered(session: Session) -> tuple[Member, ...]:
    from agentreg_cli.fleet import members

    return members(session, ())


def _with_variants(session: Session, covered: tuple[Member, ...], origin: Origin, review: Review) -> Review:
    from agentreg.review.affected import with_affected
    from agentreg.variants.survey import read_project
    from agentreg_cli.fleet import opening

    here = copy.copy(session)
    here.offline = True
    how, readings = opening(here), []
    with progress(session, "looking for variants", len(covered)) as line:
        for member in covered:
            readings.append(read_project(member.name, partial(how, member, line.advance)))
            line.advance(member.name)
    unread = [reading for reading in readings if reading.error]
    if unread and unread[0].error:
        others = f", and {len(unread) - 1} more projects" if len(unread) > 1 else ""
        warn(f"{unread[0].name} was not looked into for variants: {unread[0].error.message}{others}")
    return with_affected(review, origin, readings)


def _held(session: Session, origin: Origin, tracked: set[tuple[str, str]]) -> list[Held]:
    """What other sources have; what is tracked there is told as that."""
    from agentreg.index.access import reading
    from agentreg.index.store import AgentFilter
    from agentreg.review.copies import Held

    with reading(session.index_path) as reader:
        sketches = reader.newest_sketches()
        return [
            Held(one.source, one.path, one.name, one.blob, sketches[one.id])
            for one in reader.agents(AgentFilter(live=True))
            if one.source.casefold() not in origin.names and (one.source, one.path) not in tracked
        ]


def _tracked(session: Session, covered: tuple[Member, ...], review: Review) -> set[tuple[str, str]]:
    """The variants that the review names, as the sources know them that are projects of the fleet as well."""
    locations = {member.name: member.location.text for member in covered}
    named: dict[str, list[str]] = defaultdict(list)
    for source, location in _locations(session):
        named[location].append(source)
    affected = [one for agent in review.agents for one in agent.affected]
    return {(name, one.path) for one in affected for name in named.get(locations.get(one.repository, ""), ())}


def _locations(session: Session) -> Iterator[tuple[str, str]]:
    """Each source and where it is."""
    from agentreg.config.location import parse_location

    folder = session.config_path.parent
    for source in session.config().sources:
        yield source.name, parse_location(source.location, folder).text


def _origin(session: Session, repository: Repository) -> Origin:
    from agentreg.config.paths import resolved
    from agentreg.git.process import Git, Trust
    from agentreg.git.push import origin_url
    from agentreg.review.affected import Origin, address

    url = origin_url(Git(repository.git_dir, Trust.TARGET))
    # A clone of a source on disk is that source, too.
    here = {str(place) for place in (*repository, resolved(Path(url)) if url else None) if place}
    names = {
        source.casefold()
        for source, location in _locations(session)
        if location in here or (address(url) and address(location) == address(url))
    }
    return Origin(url, frozenset(names))
