"""`agentreg outdated`: the variants that have a newer base."""

from __future__ import annotations

import click

from agentreg.records import NamedTuple
from agentreg.report.drift import notes
from agentreg.report.outdated import OUTDATED_HEADERS, outdated_data, outdated_row
from agentreg.report.variant_types import LagsData
from agentreg.variants.drift import Drift
from agentreg.variants.indexed import IndexedBases
from agentreg.variants.outdated import Outdated, outdated
from agentreg.variants.survey import Survey
from agentreg_cli.errors import ExitCode
from agentreg_cli.fleet import json_of_many, members, open_bases, opening, say_errors, survey_all
from agentreg_cli.options import fleet_jobs_option, json_option
from agentreg_cli.output import data, note, table
from agentreg_cli.session import Session, pass_session


class Lags(NamedTuple):
    """A project, and its variants that have a newer base."""

    survey: Survey
    found: tuple[Outdated, ...]

    @property
    def failed(self) -> bool:
        """Whether something could not be read."""
        unread = any(one.drift is Drift.UNREADABLE for one in self.survey.standings)
        return unread or self.survey.error is not None


@click.command()
@click.argument("repositories", nargs=-1, metavar="[REPO]...")
@click.option("--check", is_flag=True, help="Exit 1 when a variant has a newer base.")
@fleet_jobs_option
@json_option
@pass_session
def command(session: Session, *, repositories: tuple[str, ...], check: bool, jobs: int) -> int:
    """List the variants of each REPO that have a newer base.

    Shown are the locked revision, the newest that the variant's range allows, which `agentreg sync` brings,
    and the newest at all. REPO is as for `agentreg status`; without any, this project and its fleet are
    shown.
    """
    found = survey_all(session, members(session, repositories), opening(session), jobs=jobs)
    with open_bases(session) as bases:
        lags = tuple(Lags(survey, _lagging(survey, bases)) for _, survey in found)
    if session.json:
        json_of_many("outdated", {"repositories": _data(lags)}, errors=[one.survey.error for one in lags])
    else:
        _show(session, lags)
    if any(one.failed for one in lags):
        return ExitCode.FAILED
    return ExitCode.FINDINGS if check and any(one.found for one in lags) else ExitCode.CLEAN


def _lagging(survey: Survey, bases: IndexedBases) -> tuple[Outdated, ...]:
    told = (outdated(standing, bases) for standing in survey.standings)
    return tuple(one for one in told if one)


def _show(session: Session, lags: tuple[Lags, ...]) -> None:
    rows = [(one.survey.name, *outdated_row(found)) for one in lags for found in one.found]
    if rows and len(lags) == 1:
        data(session, table((row[1:] for row in rows), OUTDATED_HEADERS))
    elif rows:
        data(session, table(rows, ("repository", *OUTDATED_HEADERS)))
    for one in lags:
        for said in notes(one.survey):
            note(session, f"{one.survey.name}: {said}")
    say_errors((one.survey.name, one.survey.error) for one in lags)


def _data(lags: tuple[Lags, ...]) -> list[LagsData]:
    return [
        {
            "repository": one.survey.name,
            "error": one.survey.error.message if one.survey.error else None,
            "variants": [outdated_data(found) for found in one.found],
            "notes": notes(one.survey) if one.survey.project else [],
        }
        for one in lags
    ]
