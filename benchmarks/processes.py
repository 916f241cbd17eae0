"""Whole processes, measured side by side."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

FLOOR = "python -c pass"
PROGRAM = ("-c", "import sys; from agentreg_cli.main import script; sys.exit(script())")


def medians(cases: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Median seconds of each case, and of the floor, `python -c pass`.

    Args:
        cases: Name -> what follows `agentreg`, or `python` where it starts with `-c` or `-P`.
        rounds: How often each is run; a round visits all in turn, so that a slow moment hits all alike.
    """
    commands = {FLOOR: ("-c", "pass")} | {
        name: tuple(words) if words[:1] in (["-c"], ["-P"]) else (*PROGRAM, *words)
        for name, words in cases.items()
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    environment = _with_bytecode()
    for command in commands.values():
        _seconds(command, environment)
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(_seconds(command, environment))
    return {name: statistics.median(times) for name, times in taken.items()}


def _with_bytecode() -> dict[str, str]:
    """An environment where modules are compiled once, as an installed program's are.

    In the usual place: with a prefix for the cache, Python works out each module's place anew, which costs a
    tenth of such a run.
    """
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _seconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=True)
    return time.perf_counter() - started
