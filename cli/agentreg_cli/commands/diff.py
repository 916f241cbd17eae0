"""`agentreg diff`: what changed between two definitions, folders or revisions, in the agent's own terms."""

from __future__ import annotations

import click

from agentreg.report.formats import Format
from agentreg_cli.comparison import Wanted, compare_and_show
from agentreg_cli.errors import ExitCode
from agentreg_cli.options import REFERENCE, json_option, output_option, report_format_option
from agentreg_cli.policy import Gate
from agentreg_cli.reports import chosen_format, to_file
from agentreg_cli.review_options import gate_options, trust_approvals_option
from agentreg_cli.session import Session, pass_session

FORMATS = tuple(format_.value for format_ in Format)


@click.command()
@click.argument("before", type=REFERENCE)
@click.argument("after", type=REFERENCE, required=False)
@report_format_option(*FORMATS)
@output_option
@json_option
@click.option("--exit-code", is_flag=True, help="Exit 1 when anything but the formatting differs.")
@gate_options()
@trust_approvals_option
@pass_session
def command(
    session: Session,
    *,
    before: str,
    after: str | None,
    format_: str | None,
    output: str | None,
    exit_code: bool,
    gate: Gate,
    trust_approvals: bool,
) -> ExitCode:
    """Say what changed from BEFORE to AFTER: two definitions, two folders, or a range A..B.

    A definition is a PATH, REV:PATH, AGENT, SOURCE/AGENT@VERSION or - for standard input. In a range, and
    between folders, agents are matched by path, then by content. With -v everything is shown in full.
    """
    gate = gate._replace(trust_approvals=trust_approvals)
    chosen = chosen_format(session, format_, output, formats=FORMATS)
    with to_file(output):
        return compare_and_show(session, (before, after), Wanted(chosen, exit_code, gate))
