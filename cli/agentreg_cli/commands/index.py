"""`agentreg index`: fetch the sources and index every revision."""

from __future__ import annotations

import click

from agentreg.config.values import SourceConfig
from agentreg.errors import ConfigError
from agentreg.index.access import rebuild as delete_index
from agentreg.index.access import writing
from agentreg.index.build import begin_anew, forget_others
from agentreg.index.update import Outcome, Plan, Stage, update_index
from agentreg.sources.mirror import Reach
from agentreg_cli.agents import how_to_add
from agentreg_cli.errors import ExitCode, error_word
from agentreg_cli.fleet import json_of_many
from agentreg_cli.options import jobs_option, json_option
from agentreg_cli.output import data, note, progress, table, warn
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--rebuild", is_flag=True, help="Build the index again, or the part of it that holds each SOURCE."
)
@jobs_option
@json_option
@pass_session
def command(session: Session, *, sources: tuple[str, ...], rebuild: bool, jobs: int) -> int:
    """Fetch each SOURCE (all by default) and index what is new in it: every revision of every agent.

    Only what is new since the last run is fetched and read. It may be interrupted at any time: the index then
    holds the sources that were finished, and the next run goes on.
    """
    wanted = _wanted(session, sources)
    if rebuild and not sources:
        delete_index(session.index_path)
    reach = Reach.OFFLINE if session.offline else Reach.FETCH
    plan = Plan(wanted, session.config_path.parent, session.cache_dir, reach, jobs)
    outcomes: list[Outcome] = []
    with writing(session.index_path) as writer, progress(session, "indexing", len(wanted)) as line:
        forgotten = forget_others(writer, (source.name for source in session.config().sources))
        if rebuild:
            begin_anew(writer, (source.name for source in wanted))

        def show(stage: Stage) -> None:
            line.update(stage.place, len(wanted), f"{stage.source}: {stage.doing}")

        outcomes.extend(update_index(writer, plan, show))
    _tell(session, outcomes, forgotten)
    return ExitCode.FAILED if any(outcome.error for outcome in outcomes) else ExitCode.CLEAN


def _wanted(session: Session, names: tuple[str, ...]) -> list[SourceConfig]:
    configured = {source.name.casefold(): source for source in session.config().sources}
    unknown = [name for name in names if name.casefold() not in configured]
    if unknown:
        raise ConfigError(f"no source is called {unknown[0]!r}", hint="`agentreg sources` lists them")
    if not configured:
        raise ConfigError("there is no source to index", hint=how_to_add(session))
    return [configured[name.casefold()] for name in names] or list(configured.values())


def _tell(session: Session, outcomes: list[Outcome], forgotten: list[str]) -> None:
    warnings = [f"{outcome.report.source}: {text}" for outcome in outcomes for text in outcome.notes]
    if session.json:
        content = {"sources": [_data(outcome) for outcome in outcomes], "forgotten": forgotten}
        json_of_many("index", content, (outcome.error for outcome in outcomes), warnings)
        return
    changed = [outcome for outcome in outcomes if outcome.report.changed]
    if changed:
        data(session, table(map(_row, changed), ("source", "new revisions", "texts read", "dropped")))
    for name in forgotten:
        note(session, f"{name}: no longer tracked, dropped from the index")
    quiet = sum(1 for outcome in outcomes if not outcome.report.changed and outcome.error is None)
    if quiet:
        note(session, f"{quiet} source{'s' if quiet > 1 else ''} with nothing new")
    for warning in [*warnings, *map(_failure, outcomes)]:
        if warning:
            warn(warning)


def _failure(outcome: Outcome) -> str:
    """Why a source failed and what to do about it; empty when it did not."""
    if outcome.error is None:
        return ""
    hint = f" ({outcome.error.hint})" if outcome.error.hint else ""
    return f"{outcome.report.source}: {outcome.error.message}{hint}"


def _row(outcome: Outcome) -> tuple[str, str, str, str]:
    report = outcome.report
    return (
        report.source,
        f"{report.revisions:,}",
        f"{report.texts:,}",
        f"{report.dropped:,}" if report.dropped else "",
    )


def _data(outcome: Outcome) -> dict[str, object]:
    error = outcome.error
    told = {"code": error_word(type(error)), "message": error.message, "hint": error.hint} if error else None
    return outcome.report._asdict() | {"notes": list(outcome.notes), "error": told}
