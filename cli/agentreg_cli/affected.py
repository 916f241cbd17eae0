"""Looks into the fleet and the index of this registry, if it has them, for who is affected by a review."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator, Sized
from functools import lru_cache, partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from agentreg_cli import places
from agentreg_cli.output import progress, warn
from agentreg_cli.session import Session

if TYPE_CHECKING:
    from agentreg.config.fleet import Member
    from agentreg.git.locate import Repository
    from agentreg.review.affected import Descent, Origin
    from agentreg.review.copies import Held
    from agentreg.review.values import Review
    from agentreg.variants.survey import Reading
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
    readings: list[Reading] = []
    try:
        if config.fleet or config.variants:
            covered = _covered(session)
            readings = _readings(session, covered)
            review = _with_variants(readings, origin, sides, review)
    except AgentregError as error:
        warn(f"no variants were looked for: {error.message}")
    if not session.index_path.is_file():
        if config.sources:
            warn("no copies were looked for: nothing is indexed here (`agentreg index`)")
        return review
    try:
        held = _held(session, origin, _tracked(session, covered, review))
        texts = sides.before.files.texts, sides.after.files.texts
        return with_copies(review, held, texts, _bases(sides.repository, readings))
    except AgentregError as error:
        warn(f"no copies were looked for: {error.message}")
        return review


def own_names(session: Session, repository: Repository) -> frozenset[str]:
    """What this registry calls a repository as a source, in small letters.

    Raises:
        ConfigError: The configuration cannot be followed.
        GitError: The repository cannot be read.
    """
    return _origin(session, repository).names


def _covered(session: Session) -> tuple[Member, ...]:
    from agentreg_cli.fleet import members

    return members(session, ())


def _with_variants(readings: list[Reading], origin: Origin, sides: Sides, review: Review) -> Review:
    from agentreg.git.refs import commits
    from agentreg.git.shallow import shallow_remedy
    from agentreg.review.affected import undecided, with_affected

    descents = tuple(_descents(readings))
    locked = {one.entry.commit for one in descents if not origin.is_elsewhere(one)}
    origin = origin._replace(commits=frozenset(filter(None, commits(sides.git, sorted(locked)))))
    if (remedy := shallow_remedy(sides.git)) and (open_ := tuple(undecided(review, origin, descents))):
        others = _more(open_, "variant")
        first = f"{open_[0].repository}/{open_[0].entry.path}{others}"
        warn(f"{first}: nothing here tells whether that descends from what changed; {remedy}")
    return with_affected(review, origin, descents)


def _bases(repository: Repository, readings: list[Reading]) -> dict[str, frozenset[str]]:
    """The variants of the projects in a repository by their paths there, each with the source of its base."""
    from agentreg.git.locate import common_dir

    found: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        project = reading.project
        if project and project.git and common_dir(project.git.git_dir) == common_dir(repository.git_dir):
            for variant in reading.manifest.variants:
                base = variant.locked.base if variant.locked else variant.declared.base
                path = PurePosixPath(project.prefix, variant.declared.path).as_posix()
                found[path].add(base.partition("/")[0].casefold())
    return {path: frozenset(sources) for path, sources in found.items()}


def _descents(readings: list[Reading]) -> Iterator[Descent]:
    """The variants of the fleet; projects that cannot be read have none, which is told."""
    from agentreg.review.affected import Descent
    from agentreg_cli.whereabouts import marking

    marks_of = marking()
    for reading in readings:
        folder = reading.project.folder if reading.project else None
        for entry in (variant.locked for variant in reading.manifest.variants):
            if entry:
                yield Descent(reading.name, entry, marks_of(entry.source, folder))


def _readings(session: Session, covered: tuple[Member, ...]) -> list[Reading]:
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
        others = _more(unread, "project")
        warn(f"{unread[0].name} was not looked into for variants: {unread[0].error.message}{others}")
    return readings


def _more(many: Sized, noun: str) -> str:
    from agentreg.report.counts import plural

    return f", and {plural(len(many) - 1, f'more {noun}')}" if len(many) > 1 else ""


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


# A review asks for the names of its sources first, and then for who is affected.
@lru_cache(1)
def _origin(session: Session, repository: Repository) -> Origin:
    """What is reviewed, by all that a lock may call it; a clone of a source on disk is that source, too."""
    from agentreg.review.affected import Origin
    from agentreg_cli.whereabouts import marking, marks_of_repository

    marks, address = marks_of_repository(repository)
    origin, marks_of = Origin(marks, address), marking()
    sources = [
        (source.name.casefold(), source.location, marks_of(source.location, session.config_path.parent))
        for source in session.config().sources
    ]
    return origin._replace(
        names=frozenset(name for name, _, of in sources if of & marks),
        others=frozenset(name for name, place, of in sources if origin.is_another(place, of)),
    )
