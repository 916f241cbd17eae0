"""`agentreg remove`: stop tracking sources."""

from __future__ import annotations

import click

from agentreg.config.edit import remove_source
from agentreg.config.file import write_config
from agentreg_cli.options import json_option
from agentreg_cli.output import data, json_result, note
from agentreg_cli.places import read_text
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@json_option
@pass_session
def command(session: Session, names: tuple[str, ...]) -> None:
    """Stop tracking the sources called NAME; `agentreg sources` lists them.

    Their agents leave the index with the next `agentreg index`. When one name is unknown, none is removed.
    """
    path = session.config_path
    text = read_text(path)
    for name in names:
        text = remove_source(text, name, origin=str(path))
    write_config(path, text)
    if session.json:
        json_result(session, "remove", {"removed": list(names)})
        return
    data(session, "\n".join(names))
    note(session, "their agents leave the index with the next `agentreg index`")
