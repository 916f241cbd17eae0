"""`agentreg lint`: what is wrong or risky in definitions as they are now."""

from __future__ import annotations

import click

from agentreg.rules.finding import Severity
from agentreg_cli.errors import ExitCode
from agentreg_cli.gitleaks import Wish
from agentreg_cli.linting import Asked, lint_and_show
from agentreg_cli.options import json_option, output_option, report_format_option
from agentreg_cli.policy import Gate
from agentreg_cli.reports import chosen_format, to_file
from agentreg_cli.review_options import gate_options, gitleaks_option
from agentreg_cli.session import Session, pass_session

FORMATS = ("text", "json", "sarif", "github", "junit", "codequality")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@report_format_option(*FORMATS)
@output_option
@json_option
@gate_options(default=Severity.HIGH)
@gitleaks_option
@pass_session
def command(
    session: Session,
    *,
    paths: tuple[str, ...],
    format_: str | None,
    output: str | None,
    gate: Gate,
    gitleaks: Wish,
) -> ExitCode:
    """Judge the agents at each PATH as they are: a file or a folder; those of this project without one.

    Tells hidden text, secrets, names that can be mistaken, rights that are wider than they look, tools that
    the prompt uses and the agent lacks, dead references and more; `agentreg checks` lists the rules. What
    concerns a comparison, `agentreg diff` tells. With -v notes and meanings are shown.
    """
    chosen = chosen_format(session, format_, output, formats=FORMATS)
    with to_file(output):
        return lint_and_show(session, Asked(paths, gate._replace(gitleaks=gitleaks), chosen))
