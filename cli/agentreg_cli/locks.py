"""`agentreg status --lock`: whether what is locked is what is declared, without an index."""

from __future__ import annotations

import os

from agentreg.errors import AgentregError
from agentreg.variants.agreement import Disagreement, disagreements
from agentreg.variants.survey import Reading
from agentreg_cli import places
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, members, opening, read_all, say_errors
from agentreg_cli.output import data, note
from agentreg_cli.session import Session


def compare_locks(session: Session, named: tuple[str, ...], *, jobs: int) -> ExitCode:
    """Tell where lock, configuration and variants of projects, or of this one, do not agree."""
    named = named or _here(session)
    covered, how = members(session, named) if named else (), opening(session)
    found: list[tuple[str, Disagreement]] = []
    errors: list[tuple[str, AgentregError]] = []
    for member, reading in read_all(session, covered, how, jobs=jobs):
        try:
            found += [(member.name, one) for one in _asked(reading)]
        except AgentregError as problem:
            errors.append((member.name, problem))
    if session.json:
        rows = [{"repository": name, **one._asdict()} for name, one in found]
        json_of_many("status", {"disagreements": rows}, errors=[error for _, error in errors])
    else:
        data(session, "".join(f"{_place(name)}{one.path} {one.message}: {one.hint}\n" for name, one in found))
        say_errors(errors)
        if not found and not errors:
            note(session, "every lock says what is declared")
    if errors:
        return ExitCode.FAILED
    return ExitCode.FINDINGS if found else ExitCode.CLEAN


def _asked(reading: Reading) -> tuple[Disagreement, ...]:
    if reading.error:
        raise reading.error
    return disagreements(reading.manifest, reading.project.files) if reading.project else ()


def _here(session: Session) -> tuple[str, ...]:
    """This project; none where nothing is configured: nothing is declared there, and nothing can be wrong."""
    path = places.find_config(session.cwd)
    return (os.path.relpath(path.parent, session.cwd),) if path else ()


def _place(name: str) -> str:
    """The project before a path, where it is not the one that the command runs in."""
    return "" if name == "." else f"{name}: "
