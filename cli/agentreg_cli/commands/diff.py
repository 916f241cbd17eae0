"""`agentreg diff`: what changed between two definitions, folders or revisions, in the agent's own terms."""

from __future__ import annotations

import click

from agentreg_cli.comparison import Wanted, compare_and_show
from agentreg_cli.errors import ExitCode
from agentreg_cli.options import REFERENCE, format_option, json_option
from agentreg_cli.policy import Gate
from agentreg_cli.review_options import gate_options
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("before", type=REFERENCE)
@click.argument("after", type=REFERENCE, required=False)
@format_option("text", "json", "markdown")
@json_option
@click.option("--exit-code", is_flag=True, help="Exit 1 when anything but the formatting differs.")
@gate_options(default="the policy's, else none")
@pass_session
def command(
    session: Session,
    *,
    before: str,
    after: str | None,
    format_: str,
    exit_code: bool,
    gate: Gate,
) -> ExitCode:
    """Say what changed from BEFORE to AFTER: two definitions, two folders, or a range A..B.

    A definition is a PATH, REV:PATH, AGENT, SOURCE/AGENT@VERSION or - for standard input. In a range, and
    between folders, agents are matched by path, then by content. With -v everything is shown in full.
    """
    return compare_and_show(session, (before, after), Wanted(format_, exit_code, gate))
