"""`agentreg log`: tell the history of an agent."""

from __future__ import annotations

import click

from agentreg.index.access import reading
from agentreg.index.derived import named_revisions
from agentreg.index.history import Entry, tell_history
from agentreg.index.lookup import find_agent
from agentreg.index.reference import GitPathReference, PathReference, parse_reference
from agentreg.index.shown import name_as_shown
from agentreg.index.store import Scope, Window
from agentreg.index.values import Agent, Versions
from agentreg.records import NamedTuple
from agentreg.report.labels import Label, Line, Piece
from agentreg_cli.agents import SHORT_COMMIT, cut, day, refs_in_short, revision_data, version_data
from agentreg_cli.options import REFERENCE, json_option
from agentreg_cli.output import data, json_result, note
from agentreg_cli.session import Session, pass_session
from agentreg_cli.telling import teller

SUMMARY_WIDTH = 200
"""Characters of a summary that are shown; a rewritten prompt has hundreds of changes."""


@click.command()
@click.argument("agent", type=REFERENCE)
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most this many."
)
@click.option("--all", "scope", flag_value=Scope.ALL, help="Revisions of all branches and tags.")
@click.option(
    "--mainline",
    "scope",
    flag_value=Scope.MAINLINE,
    default=True,
    help="Those of the default branch only (default).",
)
@json_option
@pass_session
def command(session: Session, *, agent: str, limit: int, scope: Scope) -> None:
    """Tell what each revision of AGENT changed, newest first, through renames and moves.

    AGENT may also be a file of a Git repository, PATH or REV:PATH: its history is read from there, without
    an index, from HEAD or REV back. With -v, commit messages and authors are shown too.
    """
    reference = parse_reference(agent, lambda path: (session.cwd / path).is_file())
    if isinstance(reference, PathReference | GitPathReference):
        if Scope(scope) is Scope.ALL:
            raise click.UsageError("--all asks the index: the history of a file is that of one branch")
        _log_file(session, reference, limit)
    else:
        _log_agent(session, agent, limit, Scope(scope))


class Told(NamedTuple):
    """What there is to show: whose history, its revisions, and what those are called, by row id."""

    whose: dict[str, str]
    entries: list[Entry]
    versions: dict[int, Versions]


def _log_file(session: Session, reference: PathReference | GitPathReference, limit: int) -> None:
    from agentreg.index.file_history import file_history, find_file
    from agentreg.index.history import tell_unindexed

    file = find_file(reference, session.cwd)
    revisions = file_history(file)
    entries = tell_unindexed(file.git, revisions[:limit], teller(session))
    whose = {"source": "", "agent": name_as_shown(revisions[0].name) if revisions else ""}
    _show(session, Told(whose, entries, {}))
    if len(revisions) > limit:
        note(session, f"{len(revisions) - limit} more: older (-n)")


def _log_agent(session: Session, agent: str, limit: int, scope: Scope) -> None:
    with reading(session.index_path) as reader:
        found = find_agent(reader, agent)
        revisions = reader.revisions(found.id, Window(scope, limit=limit))
        who = teller(session, session.index_path)
        versions = named_revisions(reader, found, who)
        entries = tell_history(reader, revisions, who)
    _show(session, Told({"source": found.source, "agent": name_as_shown(found.name)}, entries, versions))
    if not session.json:
        _note_rest(session, found, len(entries), scope)


def _show(session: Session, told: Told) -> None:
    if session.json:
        content = [
            {"version": version_data(told.versions.get(entry.revision.id, Versions()))}
            | revision_data(entry.revision)
            | {"summary": entry.summary}
            for entry in told.entries
        ]
        json_result(session, "log", told.whose | {"revisions": content})
        return
    versions = [told.versions.get(entry.revision.id, Versions()) for entry in told.entries]
    names = [" = ".join(version.labels) for version in versions]
    width = max(map(len, names), default=0)
    for entry, name in zip(told.entries, names, strict=True):
        line = _line(entry, f"  {name:<{width}}" if width else "")
        data(session, [line, *(_message(entry) if session.verbosity > 0 else ())])


def _line(entry: Entry, version: str) -> Line:
    revision = entry.revision
    return (
        Piece(day(revision.time), Label.FAINT),
        Piece("  "),
        Piece(revision.commit[:SHORT_COMMIT], Label.VERSION),
        Piece(version),
        Piece(refs_in_short(revision), Label.NAME),
        Piece("  "),
        Piece(cut(entry.summary, SUMMARY_WIDTH)),
    )


def _message(entry: Entry) -> tuple[Line, ...]:
    revision = entry.revision
    return (
        (Piece(f"            {revision.subject}, by {revision.author}, in {revision.path}", Label.FAINT),),
    )


def _note_rest(session: Session, agent: Agent, shown: int, scope: Scope) -> None:
    if agent.revisions > shown:
        more = f"{agent.revisions - shown} more"
        others = "" if scope is Scope.ALL else ", or on other branches (--all)"
        note(session, f"{more}: older (-n){others}")
