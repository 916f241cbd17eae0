"""`agentreg checks`: every rule and every kind of change."""

from __future__ import annotations

import click

from agentreg.report.checks import checks
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, table
from agentreg_cli.session import Session, pass_session


@click.command()
@json_option
@pass_session
def command(session: Session) -> None:
    """List every rule, then every kind of change; `agentreg explain CODE` tells more of each."""
    found = checks()
    if session.json:
        json_result(session, "checks", found)
        return
    rules = [check for check in found if check["type"] == "rule"]
    rows = [(rule["code"], rule["area"], rule["severity"], rule["direction"], rule["bump"]) for rule in rules]
    data(session, table(rows, ("rule", "area", "severity", "direction", "bump")))
    kinds = [(kind["code"], kind["area"], kind["meaning"]) for kind in found if kind["type"] == "kind"]
    data(session, "\n" + table(kinds, ("change", "area", "meaning"), ("meaning",)))
