"""Which projects and variants a command is about, and the bases that they are compared with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path, PurePath
from typing import Protocol, TypeVar

from agentreg.config.fleet import Entry, Member, expand, fleet_entries
from agentreg.config.location import LocationKind, parse_location
from agentreg.config.values import CONFIG_NAME
from agentreg.errors import AgentregError, NotAProject, UnknownReference
from agentreg.sources.disk import DiskFolders
from agentreg.sources.mirror import Reach
from agentreg.variants.committed import uncommitted
from agentreg.variants.indexed import IndexedBases
from agentreg.variants.manifest import Variant, read_manifest
from agentreg.variants.project import Project, open_project
from agentreg.variants.standing import Bases
from agentreg.variants.survey import Reading, Survey, judge, read_project
from agentreg_cli import places
from agentreg_cli.agents import open_index
from agentreg_cli.board import board
from agentreg_cli.copies import Tell
from agentreg_cli.errors import crash, error_word, say
from agentreg_cli.jobs import Start, run_jobs
from agentreg_cli.output import envelope, note
from agentreg_cli.session import Session
from agentreg_cli.telling import teller

Opening = Callable[[Member, Tell], Project]


class _Told(Protocol):
    @property
    def error(self) -> AgentregError | None: ...


Found = TypeVar("Found", bound=_Told)


def members(session: Session, given: tuple[str, ...]) -> tuple[Member, ...]:
    """The projects named on the command line; else this one, if it has variants, and its fleet.

    Raises:
        ConfigError: There is no configuration here, or it or a name cannot be followed.
    """
    disk = DiskFolders()
    if given:
        return expand(map(Entry, given), session.cwd, disk)
    config, path = session.config(), session.config_path
    entries = fleet_entries(places.read_text(path), str(path), config.fleet)
    here = Member(path.parent.name, parse_location(str(path.parent), path.parent))
    fleet = [one for one in expand(entries, path.parent, disk) if one.location != here.location]
    return (here, *fleet) if config.variants or not fleet else tuple(fleet)


@contextmanager
def open_bases(session: Session) -> Iterator[IndexedBases]:
    """The bases that the index of this registry knows.

    Raises:
        IndexUnavailable: Nothing was indexed yet.
    """
    who = teller(session, session.index_path)
    with open_index(session) as reader, IndexedBases(reader, who) as bases:
        yield bases


def opening(
    session: Session,
    local: Callable[[Path, str], Project] = open_project,
    *,
    branch: str = "",
    reach: Reach | None = None,
) -> Opening:
    """How to open any project to read it: a folder or bare repository here, or one elsewhere by its mirror.

    Args:
        session: The run.
        local: Opens what is here, by its place and name.
        branch: The branch of which one elsewhere is read, as for `open_branch`; empty for its default branch.
        reach: Whether those elsewhere are fetched; None for what the run says.
    """
    cache_dir = session.cache_dir
    reach = reach or (Reach.OFFLINE if session.offline else Reach.FETCH)

    def open_any(member: Member, tell: Tell) -> Project:
        if member.location.kind is LocationKind.PATH:
            return local(member.path, member.name)
        from agentreg.variants.remote import open_remote

        tell("looking")
        return open_remote(member, cache_dir, reach, branch=branch, progress=partial(_tell_transfer, tell))

    return open_any


def _tell_transfer(tell: Tell, doing: str, done: int, total: int) -> None:
    tell(f"{doing} {100 * done // total} %" if total else doing)


def inside(root: Path, cwd: Path, path: str) -> str:
    """A path as typed here, as seen from the project; one that leads out of it is left for the check."""
    inner = os.path.relpath(cwd.resolve(), root.resolve())
    return PurePath(os.path.normpath(PurePath(inner, path))).as_posix()


def variant_at(project: Project, path: str) -> Variant:
    """The variant at a path of a project.

    Raises:
        ConfigError: The project's configuration or lock cannot be followed.
        UnknownReference: The path is no variant's.
    """
    variants = read_manifest(project.files, project.name).variants
    found = next((one for one in variants if one.declared.path == path), None)
    if found is None:
        raise UnknownReference(
            f"{path} is no variant", hint=f"`agentreg adopt {path} --from SOURCE` makes it one"
        )
    return found


def say_next(session: Session, project: Project, paths: Iterable[str]) -> None:
    """Tell which of some files have to be committed before a sync sees them."""
    if files := uncommitted(project, paths):
        note(session, f"next, commit {', '.join(files)}: `agentreg sync` works from what is committed")


def say_errors(told: Iterable[tuple[str, AgentregError | None]]) -> None:
    """Tell on standard error why projects could not be read or written; a remedy that several share, once.

    Args:
        told: The name of each project, and its error; None where nothing failed.
    """
    errors = [(name, error) for name, error in told if error]
    last = {error.hint: place for place, (_, error) in enumerate(errors)}
    for place, (name, error) in enumerate(errors):
        message = error.message if error.message.startswith(name) else f"{name}: {error.message}"
        say(message, error.hint if last[error.hint] == place else "")


def json_of_many(
    command: str, data: object, errors: Iterable[AgentregError | None], warnings: Sequence[str] = ()
) -> None:
    """The JSON envelope of a run over several projects or sources; not `ok` when one of them failed."""
    told = [
        {"code": error_word(type(error)), "message": error.message, "hint": error.hint}
        for error in errors
        if error
    ]
    envelope(command, data=data, warnings=warnings, errors=told)


def over_projects(
    session: Session, covered: tuple[Member, ...], start: Start[Member, Found], *, jobs: int
) -> tuple[tuple[Member, Found], ...]:
    """What is found in every project, several at a time, in the order given.

    What a glob matched and is no project is left out, which is said; no project hides another one.

    Args:
        session: The run.
        covered: The projects.
        start: Gives what looks into a project.
        jobs: How many are looked into at once.
    """
    named = [(member.name, member) for member in covered]
    found = run_jobs(start, named, board(session, "Reading", len(named)), jobs)
    pairs = zip(covered, found, strict=True)
    projects = tuple(
        pair for pair in pairs if not (pair[0].matched and isinstance(pair[1].error, NotAProject))
    )
    if others := len(found) - len(projects):
        note(session, f"left out for lack of {CONFIG_NAME}: {others} of what globs match")
    return projects


def read_all(
    session: Session, covered: tuple[Member, ...], how: Opening, *, jobs: int
) -> tuple[tuple[Member, Reading], ...]:
    """Read the variants of every project (`over_projects`); no index is asked."""
    return over_projects(session, covered, lambda: nullcontext(partial(read, how)), jobs=jobs)


def survey_all(
    session: Session, covered: tuple[Member, ...], how: Opening, *, jobs: int
) -> tuple[tuple[Member, Survey], ...]:
    """Read where the variants of every project stand (`over_projects`)."""
    return over_projects(session, covered, partial(surveying, session, how), jobs=jobs)


@contextmanager
def surveying(session: Session, how: Opening) -> Iterator[Callable[[Member, Tell], Survey]]:
    """What reads where the variants of a project stand, by an index that is open meanwhile."""
    with open_bases(session) as bases:
        yield lambda member, tell: survey(read(how, member, tell), bases)


def read(how: Opening, member: Member, tell: Tell) -> Reading:
    """Read the variants of one project; no index is asked."""
    try:
        return read_project(member.name, partial(how, member, tell))
    except Exception as error:  # noqa: BLE001  a bug that one project meets is that project's error
        return Reading(member.name, error=crash(error))


def survey(reading: Reading, bases: Bases) -> Survey:
    """Where the variants of a project stand that was read.

    Raises:
        AgentregError: There is no index to ask: that is nobody's alone.
    """
    try:
        return judge(reading, bases)
    except AgentregError:
        raise
    except Exception as error:  # noqa: BLE001  as above
        return Survey(reading.name, error=crash(error))
