"""Start-up: whole processes, as ratios to `python -c pass` measured in the same rounds.

Budget: `--version`, `--help` and completion at most 4 x.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 25
FLOOR = "python -c pass"
PROGRAM = "import sys; from agentreg_cli.main import main; sys.exit(main())"
CASES: dict[str, tuple[list[str], float | None]] = {
    FLOOR: (["-c", "pass"], None),
    "python -c 'import click'": (["-c", "import click"], None),
    "agentreg --version": (["-c", PROGRAM, "--version"], 4.0),
    "agentreg --help": (["-c", PROGRAM, "--help"], 4.0),
    "complete a command": (["-c", PROGRAM, "__complete", "di"], 4.0),
    "complete an agent": (["-c", PROGRAM, "__complete", "show", "re"], 4.0),
    "complete a version": (["-c", PROGRAM, "__complete", "show", "planner@"], 4.0),
    "agentreg completion --help": (["-c", PROGRAM, "completion", "--help"], None),
}


def seconds(arguments: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - started


def make_registry(folder: Path) -> None:
    """Make the current folder a registry with an indexed source, for completion to read."""
    sys.path.insert(0, str(ROOT / "fixtures"))
    from history import build

    build("team-agents", folder / "team-agents")
    os.environ["AGENTREG_CACHE"] = str(folder / "cache")
    os.chdir(folder)
    for command in (["init"], ["add", "team-agents"], ["index"]):
        seconds(["-c", PROGRAM, *command])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path.cwd()
        make_registry(Path(folder).resolve())
        try:
            return measure()
        finally:
            os.chdir(home)


def measure() -> int:
    # Rounds visit every case in turn, so that a slow moment of the machine hits all alike.
    taken: dict[str, list[float]] = {name: [] for name in CASES}
    for _ in range(ROUNDS):
        for name, (arguments, _budget) in CASES.items():
            taken[name].append(seconds(arguments))
    floor = statistics.median(taken[FLOOR])
    over = False
    for name, (_, budget) in CASES.items():
        median = statistics.median(taken[name])
        ratio = median / floor
        broken = budget is not None and ratio > budget
        verdict = f"  budget {budget:.0f} x: {'BROKEN' if broken else 'kept'}" if budget else ""
        over |= broken
        print(f"{name:<26} {median * 1000:6.1f} ms  {ratio:4.1f} x{verdict}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
