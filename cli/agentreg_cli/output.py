"""What reaches a person or a pipe: data on standard output, everything else on standard error.

Every text crosses `visible` on its way out: names, paths and prompts are written by others, and may hold
terminal escapes or characters that nobody can see.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Self

from agentreg.report.labels import Line, Piece
from agentreg.report.visible import visible, visible_line
from agentreg_cli import places
from agentreg_cli.color import painted, wants_color
from agentreg_cli.session import Session

SCHEMA_VERSION = 1


def data(session: Session, content: str | Iterable[Line]) -> None:
    """Write a result to standard output: plain text, or labelled lines in their colours.

    A labelled line is one line whatever it holds: nobody's name or path starts another that seems ours.
    """
    if isinstance(content, str):
        text = visible(content)
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        return
    colored = wants_color(session.color, sys.stdout)
    for line in _fitting(content):
        pieces = _shown(line)
        sys.stdout.write("".join(painted(*piece) if colored else piece[0] for piece in pieces) + "\n")


def _shown(line: Line) -> Line:
    """A line that is safe to show, also where its pieces make a command of a CI log only together."""
    pieces = tuple(Piece(visible_line(piece.text), piece.label) for piece in line)
    whole = "".join(piece.text for piece in pieces)
    shown = visible_line(whole)
    return pieces if shown == whole else (Piece(shown),)


def _fitting(lines: Iterable[Line]) -> Iterable[Line]:
    """Lines as the terminal is wide; as they are in a pipe."""
    room = places.room()
    if room is None:
        return lines
    from agentreg.report.columns import folded

    return (part for line in lines for part in folded(line, room))


def document(content: str) -> None:
    """Write a report that its renderer made safe for where it is read; it is UTF-8 wherever it goes."""
    raw(content.encode("utf-8", "backslashreplace"))


def raw(content: bytes) -> None:
    """Write exact bytes to standard output, for the options that promise them (`--raw`, a merged file)."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def json_result(session: Session, command: str, data: object, warnings: Sequence[str] = ()) -> None:  # noqa: ARG001  one signature for all of output
    """Write the JSON envelope of a run that did its job (also when it found something: exit code 1).

    Args:
        session: The run.
        command: The command's name.
        data: What the command found, of str, int, float, bool, None, list, tuple and dict.
        warnings: Sentences about what was left out or read otherwise.
    """
    envelope(command, data=data, warnings=warnings, errors=())


def envelope(
    command: str, *, data: object, warnings: Sequence[str], errors: Sequence[Mapping[str, str]]
) -> None:
    """Write `{schema_version, ok, command, data, warnings, errors}`; `ok` says that there are no errors.

    All but ASCII is escaped: it stays exact for a program, and harmless on a terminal.
    """
    from agentreg.report.json_text import json_text

    content = {
        "schema_version": SCHEMA_VERSION,
        "ok": not errors,
        "command": command,
        "data": data,
        "warnings": list(warnings),
        "errors": list(errors),
    }
    sys.stdout.write(json_text(content))


def table(rows: Iterable[Sequence[object]], headers: Sequence[str], giving: Sequence[str] = ()) -> str:
    """A plain table, columns aligned left, one line per row whatever the cells hold.

    Args:
        rows: The cells; those of the first column are what other commands take, and never cut.
        headers: The columns' names.
        giving: The columns that are cut where a row does not fit the terminal; none is cut in a pipe.

    Returns:
        The table. A first cell that has no room beside the others stands on a line of its own.
    """
    cells = [list(headers), *([_cell(value) for value in row] for row in rows)]
    room = places.room()
    if room is None:
        return "".join(_laid_out(cells))
    from agentreg.report.columns import fitted, shortened, width

    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    able = [headers.index(name) for name in giving]
    first = fitted(widths, room, able)[0]
    alone = [row[0] if width(row[0]) > first else "" for row in cells]
    # What stands alone leaves its room to the other columns.
    beside = max(width(row[0]) for own, row in zip(alone, cells, strict=True) if not own)
    _, *others = fitted([beside, *widths[1:]], room, able)
    lines = _laid_out(
        [
            ["" if own else row[0], *map(shortened, row[1:], others)]
            for own, row in zip(alone, cells, strict=True)
        ]
    )
    return "".join(f"{own}\n{line}" if own else line for own, line in zip(alone, lines, strict=True))


def _laid_out(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table; its first row is the headers."""
    import tabulate

    # Headers would be padded beyond the two blanks between columns.
    tabulate.MIN_PADDING = 0
    # Numbers are not parsed: a version 1.10 is not 1.1, a commit 12e4567 is no number.
    text = tabulate.tabulate(cells[1:], headers=list(cells[0]), tablefmt="plain", disable_numparse=True)
    return [f"{line.rstrip()}\n" for line in text.splitlines()]


def _cell(value: object) -> str:
    return visible(str(value)).replace("\n", "<U+000A>").replace("\t", "<U+0009>")


def note(session: Session, text: str) -> None:
    """Tell something on standard error, unless `-q`."""
    if session.verbosity >= 0:
        sys.stderr.write(visible_line(text) + "\n")


def detail(session: Session, text: str) -> None:
    """Tell something on standard error, with `-v` only."""
    if session.verbosity > 0:
        sys.stderr.write(visible_line(text) + "\n")


def warn(text: str) -> None:
    """Tell on standard error what a careful user must know, even with `-q`."""
    sys.stderr.write(f"warning: {visible_line(text)}\n")


class Progress:
    """One line on a terminal that says what, how far, and how long; nothing anywhere else.

    Use it as a context manager: the line is gone at the end.
    """

    INTERVAL = 0.1
    """Seconds between two drawings: more often costs more than it tells."""

    def __init__(self, label: str, total: int, *, live: bool) -> None:
        self._label = label
        self._total = total
        self._live = live
        self._done = 0
        self._started = time.monotonic()
        self._drawn = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live and self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def advance(self, detail: str = "", amount: int = 1) -> None:
        """Count `amount` units as done; `detail` names the one at work."""
        self.update(self._done + amount, self._total, detail)

    def update(self, done: int, total: int, detail: str = "") -> None:
        """Say how far the work is: `done` of `total` units (0 = unknown); `detail` names the one at work."""
        self._done, self._total = done, total
        now = time.monotonic()
        if not self._live or now - self._drawn < self.INTERVAL:
            return
        self._drawn = now
        sys.stderr.write(f"\r{self.line(now - self._started, detail)}\x1b[K")
        sys.stderr.flush()

    def line(self, elapsed: float, detail: str = "") -> str:
        """The text shown after `elapsed` seconds, at most 79 columns."""
        count = f"{self._done:,}/{self._total:,}" if self._total else f"{self._done:,}"
        rate = self._done / elapsed if elapsed > 0 else 0.0
        speed = f"{rate:,.0f}/s" if rate >= 1 else f"{elapsed:.0f} s"
        left = ""
        if self._total and self._done and rate > 0:
            left = f", {(self._total - self._done) / rate:.0f} s left"
        return f"{self._label} {count} ({speed}{left}) {_cell(detail)}".rstrip()[:79]


def progress(session: Session, label: str, total: int = 0) -> Progress:
    """A progress line for `total` units (0 when unknown), silent unless standard error is a terminal."""
    return Progress(label, total, live=session.progress)
