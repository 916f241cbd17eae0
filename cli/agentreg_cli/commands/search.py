"""`agentreg search`: find agents by what they say."""

from __future__ import annotations

import click

from agentreg.index.shown import agent_as_shown
from agentreg.index.store import Found
from agentreg_cli.agents import agent_data, open_index, references, warn_of_gaps
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, note, table
from agentreg_cli.session import Session, pass_session

HEADERS = ("agent", "found in", "description")


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Show at most this many."
)
@json_option
@pass_session
def command(session: Session, words: tuple[str, ...], limit: int) -> None:
    """Find the agents that say all WORDS, best first; the last word may be the start of one.

    A match in the name or description comes before one in the prompt. Only agents that are in a default
    branch now are found.
    """
    with open_index(session) as reader:
        found = reader.search(" ".join(words), limit)
        named = references(reader)
    warnings = warn_of_gaps(session)
    if session.json:
        json_result(session, "search", [_data(item, named(item.agent)) for item in found], warnings)
        return
    if found:
        data(session, table([_row(item, named(item.agent)) for item in found], HEADERS, ("description",)))
    else:
        note(session, "no agent says that")


def _row(found: Found, reference: str) -> tuple[str, str, str]:
    return (
        reference,
        "description" if found.in_header else "prompt",
        " ".join(agent_as_shown(found.agent).description.split()),
    )


def _data(found: Found, reference: str) -> dict[str, object]:
    return agent_data(found.agent) | {"reference": reference, "in_header": found.in_header}
