"""Where a report goes and in which format: `-f`, `-o`, and what the one says of the other."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import PurePath

import click

from agentreg.config.whole import replace_file
from agentreg_cli.session import Session

STDOUT = "-"
"""What `-o` says for standard output."""

ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""What the name of a file says of its format."""


def chosen_format(session: Session, format_: str | None, output: str | None) -> str:
    """The format of a report; that it is JSON is remembered in the session.

    Args:
        session: The run.
        format_: What `-f` says; None without it.
        output: What `-o` says; None without it.

    Raises:
        click.UsageError: The file's name says nothing, and neither does `-f`.
    """
    if format_ is None and output is not None and output != STDOUT and not session.json:
        format_ = ENDINGS.get(PurePath(output).suffix.lower())
        if format_ is None:
            raise click.UsageError(f"-o {output}: its ending ({_endings()}) says the format, or -f does")
    if format_ == "json":
        session.json = True
    return "json" if session.json else format_ or "text"


def _endings() -> str:
    return ", ".join(ENDINGS)


@contextlib.contextmanager
def to_file(output: str | None) -> Iterator[None]:
    """Let what the body writes to standard output become a file, whole or not at all; not for None or `-`.

    Raises:
        OSError: The file cannot be written.
    """
    if output is None or output == STDOUT:
        yield
        return
    with contextlib.redirect_stdout(io.StringIO()) as written:
        yield
    replace_file(output, written.getvalue().encode("utf-8", "backslashreplace"))
