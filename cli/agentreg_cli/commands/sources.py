"""`agentreg sources`: the tracked sources, and how the index stands to them."""

from __future__ import annotations

import click

from agentreg.config.values import SourceConfig
from agentreg.records import NamedTuple
from agentreg_cli.agents import day, instant, open_index
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, note, table
from agentreg_cli.session import Session, pass_session

HEADERS = ("source", "agents", "indexed", "location")
NEVER = "never"


class Standing(NamedTuple):
    """What the index knows of a source: agents now, and when it was last indexed (seconds since 1970)."""

    agents: int
    indexed: int


@click.command()
@json_option
@pass_session
def command(session: Session) -> None:
    """Show the tracked sources: how many agents each has now, when it was last indexed, and where it is."""
    configured = session.config().sources
    standings = _standings(session)
    if session.json:
        json_result(session, "sources", [_data(source, standings.get(source.name)) for source in configured])
        return
    if configured:
        data(
            session,
            table(
                (_row(source, standings.get(source.name)) for source in configured), HEADERS, ("location",)
            ),
        )
    else:
        note(session, "no sources yet: add one with `agentreg add`")


def _standings(session: Session) -> dict[str, Standing]:
    if not session.index_path.exists():
        return {}
    with open_index(session) as reader:
        agents = {stats.source: stats.agents for stats in reader.stats()}
        indexed = [source for source in reader.sources() if source.indexed]
    return {source.name: Standing(agents.get(source.name, 0), source.indexed) for source in indexed}


def _row(source: SourceConfig, standing: Standing | None) -> tuple[str, str, str, str]:
    if standing is None:
        return source.name, "", NEVER, source.location
    return source.name, f"{standing.agents:,}", day(standing.indexed), source.location


def _data(source: SourceConfig, standing: Standing | None) -> dict[str, object]:
    known = {"agents": standing.agents, "indexed": instant(standing.indexed)} if standing else {}
    return source._asdict() | {"agents": None, "indexed": None} | known
