"""Start-up: whole processes, as ratios to `python -c pass` measured in the same rounds.

Budget: `--version`, `--help` and completion at most 4 x.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from processes import FLOOR, PROGRAM, medians

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 25
BUDGET = 4.0
WITHIN_BUDGET = {
    "agentreg --version": ["--version"],
    "agentreg --help": ["--help"],
    "complete a command": ["__complete", "di"],
    "complete an agent": ["__complete", "show", "re"],
    "complete a version": ["__complete", "show", "planner@"],
}
FOR_COMPARISON = {
    "python -c 'import click'": ["-c", "import click"],
    "agentreg completion --help": ["completion", "--help"],
}


def make_registry(folder: Path) -> None:
    """Make the current folder a registry with an indexed source, for completion to read."""
    sys.path.insert(0, str(ROOT / "fixtures"))
    from history import build

    build("team-agents", folder / "team-agents")
    os.environ["AGENTREG_CACHE"] = str(folder / "cache")
    os.chdir(folder)
    for command in (["init"], ["add", "team-agents"], ["index"]):
        subprocess.run([sys.executable, *PROGRAM, *command], capture_output=True, check=True)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        home = Path.cwd()
        make_registry(Path(folder).resolve())
        try:
            taken = medians(WITHIN_BUDGET | FOR_COMPARISON, ROUNDS)
        finally:
            os.chdir(home)
    broken = False
    for name, seconds in taken.items():
        ratio = seconds / taken[FLOOR]
        over = name in WITHIN_BUDGET and ratio > BUDGET
        verdict = f"  budget {BUDGET:.0f} x: {'BROKEN' if over else 'kept'}" if name in WITHIN_BUDGET else ""
        print(f"{name:<26} {seconds * 1000:6.1f} ms  {ratio:4.1f} x{verdict}")
        broken |= over
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
