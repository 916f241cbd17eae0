"""`agentreg status`: how variants stand to their bases, over one project or many."""

from __future__ import annotations

import click

from agentreg.report.drift import ROW_HEADERS, drift_data, drift_matrix, drift_rows, idle_lines, notes
from agentreg.variants.drift import SETTLED, Drift
from agentreg.variants.survey import Survey
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, members, open_bases, say_error, survey_all
from agentreg_cli.options import json_option
from agentreg_cli.output import data, note, table, warn
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("repositories", nargs=-1, metavar="[REPO]...")
@click.option("--check", is_flag=True, help="Exit 1 when a variant is not up to its base.")
@json_option
@pass_session
def command(session: Session, *, repositories: tuple[str, ...], check: bool) -> int:
    """Show how the variants of each REPO stand to their bases.

    REPO is the folder of a project or a bare repository; without any, this project and its fleet are
    shown. Local edits alone (modified) are no drift for --check: they are what variants are for.
    """
    with open_bases(session) as bases:
        surveys = survey_all(session, members(session, repositories), bases)
    idle = [f"{one.name}: {line}" for one in surveys for line in idle_lines(one.standings)]
    if session.json:
        found, errors = drift_data(surveys), [survey.error for survey in surveys]
        json_of_many("status", {"repositories": found}, errors=errors, warnings=idle)
    else:
        _show(session, surveys)
        for line in idle:
            warn(line)
    if _any_unread(surveys):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if check and not _drifts(surveys) <= SETTLED else ExitCode.CLEAN


def _show(session: Session, surveys: tuple[Survey, ...]) -> None:
    if len(surveys) == 1:
        data(session, table(drift_rows(surveys[0].standings), ROW_HEADERS) if surveys[0].standings else "")
    else:
        headers, rows = drift_matrix(surveys)
        data(session, table(rows, headers))
    for survey in surveys:
        if survey.error:
            say_error(survey.name, survey.error)
            continue
        for said in notes(survey):
            note(session, f"{survey.name}: {said}")


def _any_unread(surveys: tuple[Survey, ...]) -> bool:
    return Drift.UNREADABLE in _drifts(surveys) or any(survey.error for survey in surveys)


def _drifts(surveys: tuple[Survey, ...]) -> set[Drift]:
    return {standing.drift for survey in surveys for standing in survey.standings}
