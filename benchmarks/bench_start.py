"""Start-up: whole processes, as ratios to `python -c pass` measured in the same rounds.

Budget: `--version`, `--help` and completion at most 4 x.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

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
    "agentreg completion --help": (["-c", PROGRAM, "completion", "--help"], None),
}


def seconds(arguments: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
    return time.perf_counter() - started


def main() -> int:
    # Rounds visit every case in turn, so that a slow moment of the machine hits all alike.
    taken = {name: [] for name in CASES}
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
