"""`agentreg status`: how variants stand to their bases, over one project or many."""

from __future__ import annotations

from functools import partial

import click

from agentreg.errors import AgentregError
from agentreg.report.drift import (
    ROW_HEADERS,
    drift_data,
    drift_matrix,
    drift_rows,
    idle_lines,
    is_unresolved,
    notes,
    summary,
    uncommitted_lines,
)
from agentreg.report.waiting import waiting_lines
from agentreg.sync.terms import BRANCH
from agentreg.sync.waiting import Waiting, waiting_in
from agentreg.variants.drift import SETTLED, Drift
from agentreg.variants.project import open_project
from agentreg.variants.survey import Survey
from agentreg_cli import places
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, members, opening, say_errors, survey_all
from agentreg_cli.locks import compare_locks
from agentreg_cli.options import fleet_jobs_option, json_option, output_option, report_format_option
from agentreg_cli.output import data, document, note, table, warn
from agentreg_cli.reports import chosen_format, to_file
from agentreg_cli.session import Session, pass_session

FORMATS = ("text", "json", "markdown", "html")


@click.command()
@click.argument("repositories", nargs=-1, metavar="[REPO]...")
@click.option("--check", is_flag=True, help="Exit 1 when a variant is not up to its base.")
@click.option("--lock", is_flag=True, help="Only whether lock and configuration agree; no index is needed.")
@report_format_option(*FORMATS)
@output_option
@fleet_jobs_option
@json_option
@pass_session
def command(
    session: Session,
    *,
    repositories: tuple[str, ...],
    check: bool,
    lock: bool,
    format_: str | None,
    output: str | None,
    jobs: int,
) -> int:
    """Show how the variants of each REPO stand to their bases.

    REPO is the folder of a project, a bare repository, a URL, a glob, or @FILE with a list; without any,
    this project and its fleet are shown. Local edits alone (modified) are no drift for --check: they are
    what variants are for. --lock exits 1 where agentreg.lock and agentreg.toml do not agree.
    """
    chosen = chosen_format(session, format_, output, formats=FORMATS[:2] if lock else FORMATS)
    if lock:
        with to_file(output):
            return compare_locks(session, repositories, jobs=jobs)
    covered, how = members(session, repositories), opening(session, partial(open_project, branch=BRANCH))
    found = survey_all(session, covered, how, jobs=jobs)
    pairs = tuple(_with_waiting(survey) for _, survey in found)
    surveys = tuple(survey for survey, _ in pairs)
    with to_file(output):
        _write(session, pairs, chosen)
    if not session.json:
        _tell(session, pairs)
    if _any_unread(surveys):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if check and _any_open(surveys) else ExitCode.CLEAN


def _with_waiting(survey: Survey) -> tuple[Survey, Waiting]:
    try:
        return survey, waiting_in(survey.project, BRANCH) if survey.project else Waiting()
    except AgentregError as error:
        return Survey(survey.name, error=error), Waiting()


def _write(session: Session, pairs: tuple[tuple[Survey, Waiting], ...], format_: str) -> None:
    surveys = tuple(survey for survey, _ in pairs)
    match format_:
        case "json":
            errors = [survey.error for survey in surveys]
            json_of_many("status", drift_data(pairs), errors=errors, warnings=_cautions(surveys))
        case "markdown":
            from agentreg.report.drift_markdown import render_drift_markdown

            document(render_drift_markdown(surveys))
        case "html":
            from agentreg.report.drift_html import render_drift_html

            document(render_drift_html(surveys))
        case _:
            _write_text(session, surveys)


def _write_text(session: Session, surveys: tuple[Survey, ...]) -> None:
    if len(surveys) == 1:
        data(session, table(drift_rows(surveys[0].standings), ROW_HEADERS) if surveys[0].standings else "")
        return
    from agentreg.report.drift_text import render_drift

    data(session, render_drift(drift_matrix(surveys), places.room()))


def _tell(session: Session, pairs: tuple[tuple[Survey, Waiting], ...]) -> None:
    """What a person is told beside the result."""
    surveys = tuple(survey for survey, _ in pairs)
    for survey, waiting in pairs:
        for said in (*notes(survey), *waiting_lines(waiting)):
            note(session, f"{survey.name}: {said}")
    say_errors((survey.name, survey.error) for survey in surveys)
    for line in _cautions(surveys):
        warn(line)
    if len(surveys) > 1:
        note(session, summary(surveys))


def _cautions(surveys: tuple[Survey, ...]) -> list[str]:
    return [
        f"{one.name}: {line}"
        for one in surveys
        for line in (*uncommitted_lines(one.uncommitted), *idle_lines(one.standings))
    ]


def _any_open(surveys: tuple[Survey, ...]) -> bool:
    unresolved = any(is_unresolved(standing) for survey in surveys for standing in survey.standings)
    return unresolved or not _drifts(surveys) <= SETTLED


def _any_unread(surveys: tuple[Survey, ...]) -> bool:
    return Drift.UNREADABLE in _drifts(surveys) or any(survey.error for survey in surveys)


def _drifts(surveys: tuple[Survey, ...]) -> set[Drift]:
    return {standing.drift for survey in surveys for standing in survey.standings}
