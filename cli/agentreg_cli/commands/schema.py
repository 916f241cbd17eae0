"""`agentreg schema`: the JSON Schema of what a command writes with `--json`."""

from __future__ import annotations

import click

from agentreg.report.json_text import json_text
from agentreg.report.schema import DATA, schema_of
from agentreg_cli.output import SCHEMA_VERSION, document


@click.command()
@click.argument("name", type=click.Choice(list(DATA)))
def command(name: str) -> None:
    """Print the JSON Schema of what a command writes with --json."""
    document(json_text(schema_of(name, SCHEMA_VERSION)))
