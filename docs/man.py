"""The manual page agentreg(1), from the commands; in the macros of man(7)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from itertools import chain

import click

from agentreg import __version__
from agentreg_cli.errors import ExitCode
from agentreg_cli.group import load_command
from agentreg_cli.help import GLOBAL_OPTIONS, GROUPS, REFERENCES
from agentreg_cli.main import COMMANDS


def man_page(exit_meanings: dict[ExitCode, str]) -> str:
    """The whole page.

    Args:
        exit_meanings: What each exit code means.
    """
    lines = chain(
        [f'.TH AGENTREG 1 "" "agentreg {__version__}" "User Commands"'],
        [".SH NAME", _text("agentreg - version control that understands AI agent definitions")],
        [".SH SYNOPSIS", ".B agentreg", _text("[OPTIONS] COMMAND [ARGS]...")],
        [".SH OPTIONS", _text("They stand before or after the command.")],
        _terms(GLOBAL_OPTIONS),
        [".SH NAMES OF DEFINITIONS"],
        _terms(REFERENCES),
        [".SH COMMANDS"],
        chain.from_iterable(_command(name) for _, names in GROUPS for name in names),
        [".SH EXIT STATUS"],
        _terms((str(code.value), meaning) for code, meaning in exit_meanings.items()),
        [".SH FILES"],
        _terms(
            (
                ("agentreg.toml", "sources, variants, fleet and policy of a project; or in pyproject.toml"),
                ("agentreg.lock", "the base text of each variant; committed"),
            )
        ),
        [".SH SEE ALSO", _text("git(1), gitattributes(5)")],
    )
    return "\n".join(lines) + "\n"


def _command(name: str) -> Iterator[str]:
    yield from _described(name, load_command(name), f"{COMMANDS[name]}.")


def _described(name: str, command: click.Command, meaning: str) -> Iterator[str]:
    with click.Context(command, info_name=f"agentreg {name}") as context:
        usage = " ".join(["agentreg", name, *command.collect_usage_pieces(context)])
        options = [one for one in command.params if isinstance(one, click.Option)]
        records = [option.get_help_record(context) for option in options]
    yield from (f".SS agentreg {name}", ".B", _text(usage), ".PP")
    told = inspect.cleandoc(command.help or meaning)
    for number, paragraph in enumerate(re.split(r"\n\s*\n", told.replace("\b\n", ""))):
        yield from ((".PP",) if number else ())
        yield _text(" ".join(paragraph.split()))
    yield from _terms(filter(None, records))
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        yield from _described(f"{name} {inner.name}", inner, "")


def _terms(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, text in rows:
        yield from (".TP", f".B {_text(term)}", _text(" ".join(text.split())))


def _text(text: str) -> str:
    """Text as man(7) takes it: nothing in it is a request, and a hyphen can be copied as the one it is."""
    escaped = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("`", r"\(ga")
    return f"\\&{escaped}" if escaped.startswith(".") else escaped
