"""Asking the user for a yes, where there is one to ask."""

from __future__ import annotations

import sys

import click

from agentreg_cli.session import Session


def confirmed(session: Session, question: str = "Write this?") -> bool:
    """Whether the user says yes to what was shown.

    Raises:
        UsageError: Nobody can be asked here.
    """
    if session.json or not has_terminal():
        raise click.UsageError("nobody can be asked here: -y writes without asking, -n only shows")
    return click.confirm(question, err=True)


def has_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty()
