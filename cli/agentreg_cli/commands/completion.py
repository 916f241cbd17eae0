"""`agentreg completion`: the script that makes a shell complete commands, names and versions."""

from __future__ import annotations

import click

from agentreg_cli.completion import SCRIPTS
from agentreg_cli.output import data
from agentreg_cli.session import Session, pass_session


@click.command()
@click.argument("shell", type=click.Choice(list(SCRIPTS)))
@pass_session
def command(session: Session, shell: str) -> None:
    """Print the completion script of SHELL.

    Put `eval "$(agentreg completion bash)"` into ~/.bashrc, the same with zsh into ~/.zshrc,
    or `agentreg completion fish | source` into ~/.config/fish/config.fish.
    """
    data(session, SCRIPTS[shell])
