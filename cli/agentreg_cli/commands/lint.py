"""`agentreg lint`: what is wrong or risky in definitions as they are now."""

from __future__ import annotations

from typing import Any

import click

from agentreg.rules.finding import Severity
from agentreg_cli.errors import ExitCode
from agentreg_cli.linting import Asked, lint_and_show
from agentreg_cli.options import json_option
from agentreg_cli.policy import Gate
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")
@json_option
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    help="Exit 1 when a finding is at least this serious; else the policy says, or high.",
)
@click.option("--baseline", metavar="FILE", help="Take the findings in FILE for known.")
@click.option("--write-baseline", metavar="FILE", help="Accept what is found: write it to FILE, and exit 0.")
@click.option("--no-policy", is_flag=True, help="Heed neither the policy nor waivers.")
@click.option("--gitleaks", is_flag=True, help="Let gitleaks look for secrets as well; it must be installed.")
@pass_session
def command(
    session: Session, *, paths: tuple[str, ...], fail_on: str | None, gitleaks: bool, **gate: Any
) -> ExitCode:
    """Judge the agents at each PATH as they are: a file or a folder; those of this project without one.

    Tells hidden text, secrets, names that can be mistaken, rights that are wider than they look, tools that
    the prompt uses and the agent lacks, dead references and more; `agentreg checks` lists the rules. What
    concerns a comparison, `agentreg diff` tells. With -v notes and meanings are shown.
    """
    if gate["no_policy"] and gate["baseline"]:
        raise click.UsageError("--no-policy takes nothing for known: leave out --baseline")
    level = Severity(fail_on) if fail_on else None
    return lint_and_show(session, Asked(paths, Gate(level, **gate), gitleaks))
