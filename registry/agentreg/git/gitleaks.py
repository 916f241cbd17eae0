"""Secrets, found by `gitleaks`: a program of the user's that knows more kinds of them than we do."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.model.document import Span, split_lines
from agentreg.model.leak import Leak

_PATIENCE = 300
"""Seconds that it may take."""

_PATIENCE_FOR_VERSION = 10
"""Seconds in which it is to say its version."""

_KNOWN = re.compile(r"8\.\d+(?:\.\d+)?[\w.+~-]{0,40}", re.ASCII)
# What builds say that were not told their number, the containers of 8.29 among them (gitleaks/gitleaks#1984).
# One that does not know what it is asked fails, as any does.
_NOT_TOLD = "version is set by build process"
UNNUMBERED = "unnumbered"
"""The version of a build that does not know its number."""
_BY_HAND = "try `gitleaks dir` by hand"
_REPORT_LIMIT = 64 * 1024 * 1024
"""Bytes of a report that are read."""

# Version 8.19 gave the one its name, and hides the other; distributions have older ones for years.
_COMMANDS = (("dir", "."), ("detect", "--no-git", "--source", "."))

# Text that has a line passed over: whoever writes a definition does not decide that.
_LEAVE = "gitleaks:allow"

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def gitleaks_version(program: str) -> str:
    """What a gitleaks says of its version.

    Args:
        program: The program's path.

    Returns:
        Its number, or `UNNUMBERED`.

    Raises:
        ReadError: It cannot be run, or is none that is known: only a version 8 answers as it is asked here.
    """
    done = _called([program, "version"], Path.cwd(), patience=_PATIENCE_FOR_VERSION)
    said = done.stdout.strip()
    if not done.returncode and said == _NOT_TOLD:
        return UNNUMBERED
    said = said.removeprefix("v")
    if done.returncode or not _KNOWN.fullmatch(said):
        raise ReadError(
            f"gitleaks is of an unknown version: it says {said[:60]!r}", hint="install a version 8"
        )
    return said


def ask_gitleaks(program: str, texts: Sequence[str]) -> tuple[tuple[Leak, ...], ...]:
    """Let gitleaks look for secrets.

    It sees copies in a folder of their own, under names of ours, each after an empty line: neither a
    configuration beside the originals, nor what a text says or begins like, tells it what to pass over. What
    it found is read from its report and shown nowhere.

    Args:
        program: The program's path.
        texts: The texts.

    Returns:
        What it found in each text, in the order of their places: its own order is another one in each run.

    Raises:
        ReadError: It cannot be run, failed, passed over a text, or its report cannot be read.
    """
    found: dict[int, set[Leak]] = defaultdict(set)
    with tempfile.TemporaryDirectory(prefix="agentreg-") as folder:
        copies = Path(folder) / "texts"
        copies.mkdir()
        for number, text in enumerate(texts):
            copy = "\n" + text.replace(_LEAVE, _LEAVE.replace(":", "-"))
            (copies / f"{number}.md").write_bytes(copy.encode("utf-8", "surrogateescape"))
        report = Path(folder) / "report.json"
        _run(program, copies, report)
        for entry in _entries(report):
            number = _number(entry, len(texts))
            found[number].add(_leak(entry, texts[number]))
    return tuple(tuple(sorted(found[number], key=_place)) for number in range(len(texts)))


def _place(leak: Leak) -> tuple[int, int, str]:
    # Of two that overlap the longer one tells more.
    return leak.span.start, -leak.span.end, leak.what


def _run(program: str, copies: Path, report: Path) -> None:
    options = ["--no-banner", "--exit-code", "0", "--report-format", "json", "--report-path", str(report)]
    for command in _COMMANDS:
        done = _called([program, *command, *options], copies)
        if "unknown command" not in done.stderr:
            break
    said = [line for line in _COLOUR.sub("", done.stderr).splitlines() if line.strip()]
    if done.returncode:
        reason = said[-1].strip() if said else "no reason given"
        raise ReadError(f"gitleaks failed: {reason}", hint=_BY_HAND)
    skipped = next((line.strip() for line in said if "skipping" in line), "")
    if skipped:
        raise ReadError(f"gitleaks passed over a text: {skipped}", hint=_BY_HAND)


def _called(
    words: list[str], folder: Path, patience: float | None = None
) -> subprocess.CompletedProcess[str]:
    patience = patience or _PATIENCE
    try:
        return subprocess.run(  # noqa: S603  a program of the user's, words without a shell
            words,
            # From here names are short: a path with `node_modules` in it would be passed over.
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=patience,
            check=False,
        )
    except OSError as error:
        hint = "look at what `gitleaks` is on the search path"
        raise ReadError(f"gitleaks cannot be run: {error.strerror}", hint=hint) from error
    except subprocess.TimeoutExpired as error:
        raise ReadError(f"gitleaks took longer than {patience} s", hint="compare less at once") from error


def _entries(report: Path) -> list[dict[str, object]]:
    try:
        data = report.read_bytes() if report.stat().st_size <= _REPORT_LIMIT else b""
        content = json.loads(data)
    except (OSError, ValueError, RecursionError) as error:
        raise ReadError(f"the report of gitleaks cannot be read: {error}") from error
    if content is not None and not isinstance(content, list):
        raise ReadError("the report of gitleaks is no list")
    if not all(isinstance(entry, dict) for entry in content or ()):
        raise ReadError("the report of gitleaks holds what is no entry")
    return list(content or ())


def _number(entry: dict[str, object], count: int) -> int:
    """The number of the text that an entry is about, of so many.

    Raises:
        ReadError: It is about none of ours, or lacks what each entry of a version 8 has.
    """
    stem, rule = Path(str(entry.get("File", ""))).stem, entry.get("RuleID")
    if not (stem.isdecimal() and int(stem) < count and isinstance(rule, str)):
        raise ReadError("the report of gitleaks is not that of a version 8: an entry names no text and rule")
    return int(stem)


def _leak(entry: dict[str, object], text: str) -> Leak:
    what = f"{entry['RuleID'] or 'a secret'} (gitleaks)"
    start, end = _line(text, entry.get("StartLine"))
    secret = entry.get("Secret")
    # Its columns count otherwise from version to version; the secret itself tells where it stands.
    place = text.find(secret, start) if isinstance(secret, str) and secret else -1
    return Leak(what, Span(place, place + len(str(secret))) if place >= 0 else Span(start, end))


def _line(text: str, number: object) -> Span:
    """The line of a number in the copy, where one stands before all, without its end; else the first."""
    lines = split_lines(text)
    before = lines[: number - 2] if isinstance(number, int) and 2 <= number <= len(lines) + 1 else []
    start = sum(map(len, before))
    return Span(start, start + len(lines[len(before)].rstrip("\r\n")) if lines else 0)
