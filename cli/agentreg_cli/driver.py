"""What Git runs for a definition: merge, diff and text drivers, without the parser of the command line.

Git starts one process a file, so the start is the cost. The shell lines that call this (agentreg.git.drivers)
take every exit code but 0 and 1 for "could not", and do what Git does without us.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from agentreg.static import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NoReturn

    from agentreg.merge.values import Labels
    from agentreg.report.labels import Line

CLEAN, COULD_NOT, CONFLICTS = 0, 2, 3
"""What this ends with; 1 is what Python ends with where it could not even load this."""

MAX_BYTES = 1024 * 1024
PATIENCE = 60
"""Seconds after which the system ends this process: Git waits for ever."""

_BINARY_HEAD = 8000
"""Git looks for a NUL in so many bytes (buffer_is_binary in its xdiff-interface.c)."""


def script() -> NoReturn:
    """What Git runs: `main`, and out at once: to take Python down in order is a tenth of so short a run.

    The words are those of `main`; before them, where Git may call again at once, `for` and its process.
    """
    match sys.argv[1:]:
        case ["for", caller, *words] if sys.platform == "linux":
            code = _relayed(caller, words)
        case ["for", _, *words] | words:
            code = _flushed(words)
    os._exit(code)


def _relayed(caller: str, words: Sequence[str]) -> int:
    from agentreg_cli import relay

    try:
        code = relay.ask(caller, words)
    except ConnectionError as error:
        _say(f"{error}; Git does it without agentreg")
        return COULD_NOT
    if code is None:
        code = _flushed(words)
        try:
            from agentreg_cli.resident import stay

            stay(caller, _flushed)
        except (ImportError, OSError):
            # No room for another process, or no place for its door: the work is done all the same.
            return code
    return code


def _flushed(words: Sequence[str]) -> int:
    code = main(words)
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def main(words: Sequence[str]) -> int:
    """Do one driver's work.

    Args:
        words: `merge BASE OURS THEIRS SIZE PATH LABELS...`, `mergetool BASE LOCAL REMOTE MERGED`,
            `diff COLOR` and what Git gives an external diff, or `text FILE`.

    Returns:
        0; 3 for a merge with conflicts; 2 for what could not be done, and nothing was written then.
    """
    gc.set_threshold(50_000)
    _set_alarm()
    try:
        match list(words):
            case ["merge", base, ours, theirs, size, path, *labels]:
                return _merge((base, ours, theirs), ours, path, (size, *labels))
            case ["mergetool", base, ours, theirs, target]:
                return _merge((base, ours, theirs), target, target, ())
            case ["diff", color, *arguments] if len(arguments) in (1, 7, 9):
                return _diff(arguments, color)
            case ["text", path]:
                return _text(path)
    except Exception as error:  # noqa: BLE001  whatever it is, Git's own result is the answer
        _say(f"{type(error).__name__}: {error}; Git does it without agentreg")
    return COULD_NOT


def _set_alarm() -> None:
    if sys.platform != "win32":
        import signal

        signal.alarm(PATIENCE)


def _merge(sides: tuple[str, str, str], target: str, path: str, terms: tuple[str, ...]) -> int:
    base, ours, theirs = (_read(side) for side in sides)
    if any(b"\0" in side[:_BINARY_HEAD] for side in (base, ours, theirs)):
        _say(f"{path} is binary: ours is kept, as Git does")
        return CONFLICTS
    from agentreg.config.whole import replace_file
    from agentreg.merge.engine import merge

    labels = _labels(terms)
    merged = merge(base, ours, theirs, path=path, labels=labels)
    # Before it is written: where nothing can be said, Git merges the files as they are.
    for conflict in merged.conflicts:
        _say(f"{path}: {conflict.subject}: {conflict.reason}")
    for caution in merged.warnings:
        _say(f"warning: {path}: {caution.sentence}")
    replace_file(target, merged.text)
    return CLEAN if merged.clean else CONFLICTS


def _labels(terms: tuple[str, ...]) -> Labels:
    """The size of markers and the names of base, ours and theirs, as far as Git says them."""
    from agentreg.merge.values import Labels

    # A Git before 2.44 knows no names, and leaves their placeholders as they are.
    names = ["" if term.startswith("%") else term for term in terms[1:]] + [""] * 3
    usual = Labels()
    size = int(terms[0]) if terms and terms[0].isdecimal() else usual.size
    return Labels(names[0] or usual.base, names[1] or usual.ours, names[2] or usual.theirs, size)


def _diff(arguments: Sequence[str], color: str) -> int:
    from agentreg_cli.color import painted

    lines = _unmerged(arguments[0]) if len(arguments) == 1 else _compared(arguments)
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # always a text stream
    text = []
    for line in lines:
        pieces = [(_visible(piece.text), piece.label) for piece in line]
        text.append("".join(painted(*piece) if color == "true" else piece[0] for piece in pieces) + "\n")
    sys.stdout.write("".join(text))
    sys.stdout.flush()
    return CLEAN


def _unmerged(path: str) -> list[Line]:
    from agentreg.report.labels import Piece

    return [(Piece(f"{path}: not merged yet"),)]


def _compared(arguments: Sequence[str]) -> list[Line]:
    from agentreg.formats.masking import mask_of
    from agentreg.formats.read import read_definition
    from agentreg.report.labels import Label, Piece
    from agentreg.report.page import Page
    from agentreg.report.text import render_text
    from agentreg.review.compare import gather, review_pair
    from agentreg.review.values import Labelled

    path, before, _oid, _mode, after, *rest = arguments
    names = (path, rest[2] if len(rest) > 2 else path)
    if any(file == "/dev/null" for file in (before, after)):
        verb = "added" if before == "/dev/null" else "removed"
        label = Label.ADDED if verb == "added" else Label.REMOVED
        data = _read(after if verb == "added" else before)
        # As one text: what a line of a key looks like shows only between the others.
        shown = mask_of([data]).text("\n".join(_plain(data))).split("\n")
        return [(Piece(f"{path}  {verb}", Label.HEADING),), *((Piece(one, label),) for one in shown)]
    sides = [
        Labelled(read_definition(_read(file), name), f"{letter}/{name}")
        for letter, file, name in zip("ab", (before, after), names, strict=True)
    ]
    agent = review_pair(*sides)
    lines = list(render_text(gather([agent], None), Page(80)))
    return lines or [(Piece(f"{path}  no difference", Label.HEADING),)]


def _text(path: str) -> int:
    text = "".join(f"{_visible(line)}\n" for line in _plain(_read(path)))
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()
    return CLEAN


def _plain(data: bytes) -> list[str]:
    from agentreg.report.normal import normal_lines

    return normal_lines(data)


def _read(path: str) -> bytes:
    if path == "/dev/null":
        return b""
    with open(path, "rb") as file:  # noqa: PTH123  pathlib takes as long to import as a merge
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"{path} has more than {MAX_BYTES:,} bytes")
    return data


def _visible(text: str) -> str:
    from agentreg.report.visible import visible_line

    return visible_line(text)


def _say(text: str) -> None:
    sys.stderr.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # always a text stream
    sys.stderr.write(f"agentreg: {_visible(text)}\n")
