"""`agentreg log`: tell the history of an agent."""

from __future__ import annotations

import click

from agentreg.errors import IndexUnavailable
from agentreg.index.access import reading, writing
from agentreg.index.history import Entry, History, Side, Teller, tell_history
from agentreg.index.lookup import find_agent
from agentreg.index.reference import GitPathReference, PathReference, parse_reference
from agentreg.index.store import Scope, Window
from agentreg.index.values import Agent
from agentreg.report.labels import Label, Line, Piece
from agentreg_cli.agents import SHORT_COMMIT, cut, day, refs_in_short, revision_data
from agentreg_cli.options import REFERENCE, json_option
from agentreg_cli.output import data, json_result, note
from agentreg_cli.session import Session, pass_session

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


def _log_file(session: Session, reference: PathReference | GitPathReference, limit: int) -> None:
    from agentreg.index.file_history import file_history, find_file
    from agentreg.index.history import tell_unindexed

    file = find_file(reference, session.cwd)
    revisions = file_history(file)
    history = tell_unindexed(file.git, revisions[:limit], _teller())
    _show(session, history, {"source": "", "agent": revisions[0].name if revisions else ""})
    if len(revisions) > limit:
        note(session, f"{len(revisions) - limit} more: older (-n)")


def _log_agent(session: Session, agent: str, limit: int, scope: Scope) -> None:
    with reading(session.index_path) as reader:
        found = find_agent(reader, agent)
        revisions = reader.revisions(found.id, Window(scope, limit=limit))
        history = tell_history(reader, revisions, _teller())
    _show(session, history, {"source": found.source, "agent": found.name})
    if not session.json:
        _note_rest(session, found, len(history.entries), scope)
    _keep(session, history)


def _show(session: Session, history: History, whose: dict[str, str]) -> None:
    if session.json:
        content = [revision_data(entry.revision) | {"summary": entry.summary} for entry in history.entries]
        json_result(session, "log", whose | {"revisions": content})
        return
    for entry in history.entries:
        data(session, [_line(entry), *(_message(entry) if session.verbosity > 0 else ())])


def _teller() -> Teller:
    from agentreg import __version__
    from agentreg.diff.summary import SUMMARY_VERSION

    return Teller(f"{__version__}/{SUMMARY_VERSION}", _tell)


def _tell(before: Side, after: Side) -> str:
    from agentreg.diff.compare import compare
    from agentreg.diff.summary import summarize
    from agentreg.formats.read import read_definition

    return summarize(compare(read_definition(*before), read_definition(*after)))


def _keep(session: Session, history: History) -> None:
    """Keep new lines for the next time; where the index cannot be written now, they are simply made again."""
    if not history.fresh:
        return
    try:
        with writing(session.index_path, patience=0) as writer, writer.transaction():
            writer.save_summaries(history.fresh, _teller().version)
    except IndexUnavailable:
        return


def _line(entry: Entry) -> Line:
    revision = entry.revision
    return (
        Piece(day(revision.time), Label.FAINT),
        Piece("  "),
        Piece(revision.commit[:SHORT_COMMIT], Label.VERSION),
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
