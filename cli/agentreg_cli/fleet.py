"""Which projects `status` and `sync` cover, and the bases that they are compared with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePath

from agentreg.errors import AgentregError
from agentreg.records import NamedTuple
from agentreg.variants.indexed import IndexedBases
from agentreg.variants.project import Project, open_project
from agentreg.variants.survey import Survey, survey
from agentreg_cli.agents import open_index
from agentreg_cli.errors import error_word, say
from agentreg_cli.output import envelope, progress
from agentreg_cli.session import Session
from agentreg_cli.telling import teller


class Member(NamedTuple):
    """A project that a command covers: what the user calls it, and its folder."""

    name: str
    path: Path


Opening = Callable[[Member], Project]


def members(session: Session, given: tuple[str, ...]) -> tuple[Member, ...]:
    """The projects named on the command line; else this one, if it has variants, and its fleet.

    Raises:
        ConfigError: There is no configuration here, or it cannot be followed.
    """
    if given:
        return tuple(Member(name, session.cwd / name) for name in given)
    config, root = session.config(), session.config_path.parent
    fleet = tuple(Member(name, root / name) for name in config.fleet)
    here = (Member(root.name, root),) if config.variants or not fleet else ()
    return here + fleet


@contextmanager
def open_bases(session: Session) -> Iterator[IndexedBases]:
    """The bases that the index of this registry knows.

    Raises:
        IndexUnavailable: Nothing was indexed yet.
    """
    who = teller(session, session.index_path)
    with open_index(session) as reader, IndexedBases(reader, who) as bases:
        yield bases


def open_member(member: Member) -> Project:
    """The project as it is on disk, or at HEAD of a bare repository."""
    return open_project(member.path, member.name)


def inside(root: Path, cwd: Path, path: str) -> str:
    """A path as typed here, as seen from the project; one that leads out of it is left for who checks it."""
    inner = os.path.relpath(cwd.resolve(), root.resolve())
    return PurePath(os.path.normpath(PurePath(inner, path))).as_posix()


def say_error(name: str, error: AgentregError) -> None:
    """Tell on standard error why a project could not be read or written, naming it once."""
    message = error.message
    say(message if message.startswith(name) else f"{name}: {message}", error.hint)


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


def survey_all(
    session: Session, covered: tuple[Member, ...], bases: IndexedBases, opening: Opening = open_member
) -> tuple[Survey, ...]:
    """Read where the variants of every project stand."""
    surveys = []
    with progress(session, "Reading", len(covered)) as line:
        for member in covered:
            line.advance(member.name)
            surveys.append(survey(member.name, partial(opening, member), bases))
    return tuple(surveys)
