"""`agentreg list`: the indexed agents."""

from __future__ import annotations

import click

from agentreg.index.shown import agent_as_shown
from agentreg.index.store import AgentFilter
from agentreg.index.values import Agent
from agentreg_cli.agents import agent_data, day, limited, open_index, references, tools_in_short, warn_of_gaps
from agentreg_cli.filters import check_filter, warn_of_tool
from agentreg_cli.options import json_option, limit_option
from agentreg_cli.output import data, json_result, note, table
from agentreg_cli.session import Session, pass_session

HEADERS = ("agent", "host", "model", "tools", "changed", "revisions")
GIVING = ("model", "tools", "path")
"""What is cut where a terminal is too narrow."""


@click.command()
@click.argument("name", default="")
@click.option("--source", default="", metavar="GLOB", help="Only agents of these sources.")
@click.option("--host", default="", metavar="HOST", help="Only agents of this host, such as claude-code.")
@click.option(
    "--tool",
    default="",
    metavar="TOOL",
    help="Only agents that may use this tool, by any host's name for it.",
)
@click.option("--model", default="", metavar="GLOB", help="Only agents that ask for these models.")
@click.option("--paths", is_flag=True, help="Show where each file is.")
@click.option("--deleted", is_flag=True, help="Also agents that are in no default branch now.")
@limit_option
@json_option
@pass_session
def command(session: Session, *, paths: bool, deleted: bool, limit: int | None, **filters: str) -> None:
    """List the agents whose name matches the glob NAME; all of them by default.

    The first column is what other commands take; `tools` says `all` where the host grants everything.
    """
    wanted = AgentFilter(**filters, live=not deleted)
    with open_index(session) as reader:
        check_filter(reader, wanted)
        found = reader.agents(wanted)
        named = references(reader)
        warnings = (*warn_of_gaps(session), *warn_of_tool(reader, wanted.tool))
    shown = limited(found, limit)
    if session.json:
        content = [agent_data(agent) | {"reference": named(agent)} for agent in shown]
        json_result(session, "list", content, warnings)
        return
    headers = (*HEADERS, "path") if paths else HEADERS
    if shown:
        data(
            session,
            table(
                ((*_row(agent_as_shown(agent), named(agent)), agent.path)[: len(headers)] for agent in shown),
                headers,
                GIVING if paths else GIVING[:-1],
            ),
        )
    note(session, _count(len(found), len(shown)))


def _row(agent: Agent, reference: str) -> tuple[str, ...]:
    gone = "" if agent.live else " (deleted)"
    return (
        f"{reference}{gone}",
        agent.host,
        agent.model,
        tools_in_short(agent),
        day(agent.time),
        str(agent.revisions),
    )


def _count(found: int, shown: int) -> str:
    if not found:
        return "no agent matches"
    agents = "1 agent" if found == 1 else f"{found:,} agents"
    return agents if shown == found else f"{shown:,} of {agents}"
