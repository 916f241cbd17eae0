"""`agentreg init`: start a registry."""

from __future__ import annotations

from pathlib import Path

import click

from agentreg.config.file import template, write_config
from agentreg.config.values import CONFIG_NAME
from agentreg.errors import ConfigError
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, note
from agentreg_cli.places import find_config
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument(
    "folder", metavar="[DIRECTORY]", type=click.Path(file_okay=False, path_type=Path), default="."
)
@click.option("--name", default="", help="The registry's name, for people; the folder's by default.")
@json_option
@pass_session
def command(session: Session, folder: Path, name: str) -> None:
    """Start a registry: write a commented agentreg.toml into DIRECTORY (here by default).

    A configuration that is there is never overwritten.
    """
    folder = (session.cwd / folder).resolve()
    present = find_config(folder)
    if present is not None and present.parent == folder:
        raise ConfigError(f"{present} is there already", hint="edit it, or add sources with `agentreg add`")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / CONFIG_NAME
    write_config(path, template(name or folder.name))
    if session.json:
        json_result(session, "init", {"path": str(path)})
        return
    data(session, str(path))
    note(session, "next: `agentreg add` a repository, then `agentreg index`")
