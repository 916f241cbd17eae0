"""Where a report goes and in which format: `-f`, `-o`, and what the one says of the other."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

import click

from agentreg.config.whole import replace_file
from agentreg.errors import BadReference
from agentreg.report.formats import ENDINGS
from agentreg_cli.session import Session

STDOUT = "-"
"""What `-o` says for standard output."""


def chosen_format(
    session: Session, format_: str | None, output: str | None, *, formats: Sequence[str]
) -> str:
    """The format of a report; that it is JSON is remembered in the session.

    Args:
        session: The run.
        format_: What `-f` says; None without it.
        output: What `-o` says; None without it.
        formats: Those of the command.

    Raises:
        click.UsageError: The file's name says no format of the command, and neither does `-f`.
    """
    if format_ is None and output is not None and output != STDOUT and not session.json:
        format_ = format_of(output, formats)
    if format_ == "json":
        session.json = True
    return "json" if session.json else format_ or "text"


def format_of(output: str, formats: Sequence[str]) -> str:
    """The format that the name of a file says.

    Args:
        output: The file.
        formats: Those of the command.

    Raises:
        click.UsageError: Its name says none of them.
    """
    known = {ending: word.value for ending, word in ENDINGS.items() if word.value in formats}
    name = PurePath(output).name.lower()
    format_ = next((known[ending] for ending in _endings(name) if ending in known), None)
    if format_ is None:
        raise click.UsageError(
            f"{output}: its ending says no format ({', '.join(known)} do); with -o, -f may"
        )
    return format_


def _endings(name: str) -> Iterator[str]:
    """What a file's name may end in, from the longest."""
    suffixes = PurePath(name).suffixes
    return ("".join(suffixes[place:]) for place in range(len(suffixes)))


@contextlib.contextmanager
def to_file(output: str | None) -> Iterator[None]:
    """Let what the body writes to standard output become a file, whole or not at all; not for None or `-`.

    Raises:
        BadReference: The file is a symbolic link.
        OSError: The file cannot be written.
    """
    if output is None or output == STDOUT:
        yield
        return
    if Path(output).is_symlink():
        # In a repository of strangers a link may lead to any file of the user.
        raise BadReference(f"{output} is a symbolic link", hint="name the file that it leads to")
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, "utf-8", "backslashreplace", newline="\n")
    with contextlib.redirect_stdout(stream):
        yield
    stream.flush()
    replace_file(output, written.getvalue())
