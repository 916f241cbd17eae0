"""Secrets, found by `gitleaks`: a program of the user's that knows more kinds of them than we do."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from agentreg.errors import ReadError
from agentreg.model.document import Span, split_lines
from agentreg.model.leak import Leak

_PATIENCE = 300
"""Seconds that it may take."""

_REPORT_LIMIT = 64 * 1024 * 1024
"""Bytes of a report that are read."""

# Version 8.19 gave the one its name, and hides the other; distributions have older ones for years.
_COMMANDS = (("dir", "."), ("detect", "--no-git", "--source", "."))

# Text that has a line passed over: whoever writes a definition does not decide that.
_LEAVE = "gitleaks:allow"

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def ask_gitleaks(texts: Mapping[str, str]) -> dict[str, tuple[Leak, ...]]:
    """Let gitleaks look for secrets.

    It sees copies in a folder of their own, under names of ours, each after an empty line: neither a
    configuration beside the originals, nor what a text says or begins like, tells it what to pass over. What
    it found is read from its report and shown nowhere.

    Args:
        texts: The texts by their paths.

    Returns:
        What it found, by path; only paths with a secret.

    Raises:
        ReadError: It cannot be run, failed, passed over a text, or its report cannot be read.
    """
    paths = list(texts)
    found: dict[str, list[Leak]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="agentreg-") as folder:
        copies = Path(folder) / "texts"
        copies.mkdir()
        for number, text in enumerate(texts.values()):
            copy = "\n" + text.replace(_LEAVE, _LEAVE.replace(":", "-"))
            (copies / f"{number}.md").write_bytes(copy.encode("utf-8", "surrogateescape"))
        report = Path(folder) / "report.json"
        _run(copies, report)
        for entry in _entries(report):
            path = _path(entry, paths)
            if path is not None:
                found[path].append(_leak(entry, texts[path]))
    return {path: tuple(leaks) for path, leaks in found.items()}


def _run(copies: Path, report: Path) -> None:
    options = ["--no-banner", "--exit-code", "0", "--report-format", "json", "--report-path", str(report)]
    for command in _COMMANDS:
        done = _called([*command, *options], copies)
        if "unknown command" not in done.stderr:
            break
    said = [line for line in _COLOUR.sub("", done.stderr).splitlines() if line.strip()]
    if done.returncode:
        reason = said[-1].strip() if said else "no reason given"
        raise ReadError(
            f"gitleaks failed: {reason}", hint="try `gitleaks dir` by hand, or leave out --gitleaks"
        )
    skipped = next((line.strip() for line in said if "skipping" in line), "")
    if skipped:
        raise ReadError(f"gitleaks passed over a text: {skipped}", hint="try `gitleaks dir` by hand")


def _called(words: list[str], copies: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603  a fixed program of the user's, words without a shell
            ["gitleaks", *words],  # noqa: S607  found as the user's shell finds it
            # From here names are short: a path with `node_modules` in it would be passed over.
            cwd=copies,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        raise ReadError("gitleaks is not installed", hint="install it, or leave out --gitleaks") from error
    except OSError as error:
        hint = "look at what `gitleaks` is on the search path, or leave out --gitleaks"
        raise ReadError(f"gitleaks cannot be run: {error.strerror}", hint=hint) from error
    except subprocess.TimeoutExpired as error:
        hint = "lint fewer paths at once, or leave out --gitleaks"
        raise ReadError(f"gitleaks took longer than {_PATIENCE} s", hint=hint) from error


def _entries(report: Path) -> list[dict[str, object]]:
    try:
        data = report.read_bytes() if report.stat().st_size <= _REPORT_LIMIT else b""
        content = json.loads(data)
    except (OSError, ValueError, RecursionError) as error:
        raise ReadError(f"the report of gitleaks cannot be read: {error}") from error
    if content is not None and not isinstance(content, list):
        raise ReadError("the report of gitleaks is no list")
    return [entry for entry in content or () if isinstance(entry, dict)]


def _path(entry: dict[str, object], paths: list[str]) -> str | None:
    """The path of the text that an entry is about; None for none of ours."""
    stem = Path(str(entry.get("File", ""))).stem
    return paths[int(stem)] if stem.isdecimal() and int(stem) < len(paths) else None


def _leak(entry: dict[str, object], text: str) -> Leak:
    what = f"{entry.get('RuleID') or 'a secret'} (gitleaks)"
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
