"""The Git drivers: whole processes for 6 KB, as ratios to `python -c pass`; and a merge in process.

Budgets: at most 3 x the floor, and 5 ms in process. The first process of a Git command loads everything, and
a copy of it does what the later ones are called for (agentreg_cli.relay): both are measured.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from bench_diff import definition
from processes import FLOOR, medians

from agentreg.merge.engine import merge
from agentreg_cli.commands.git import PROGRAM

ROUNDS = 15
FIRST = ("-P", "-c", f"import os, sys; sys.argv[1:1] = ['for', str(os.getpid())]; {PROGRAM[-1]}")
"""The driver as the first of a Git command: who it says calls is nobody that another was called by."""

LATER = (*PROGRAM[1:], "for", str(os.getpid()))
"""The driver as one that Git, which is this process, may have started others before."""

BUDGET = 3.0
IN_PROCESS = 0.005
BASE = definition(1, edited=False)
OURS = BASE.replace(b"Note 9:", b"Note nine:")
THEIRS = {
    "prompt": BASE.replace(b"part 3 of", b"part thirty of"),
    "tools": BASE.replace(b"tools: Read, Grep", b"tools: Read, Grep, Bash"),
    "rule lost": definition(1, edited=True),
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        calls = cases(Path(folder))
        taken = medians({f"first: {name}": [*FIRST, *words] for name, words in calls.items()}, ROUNDS)
        over = [told_process(name, seconds, taken[FLOOR]) for name, seconds in taken.items()]
        for name, words in calls.items():
            # Each is a Git command of its own, whose first driver has loaded what such a call needs.
            os.environ["TMPDIR"] = tempfile.mkdtemp(dir=folder)
            taken = medians({name: [*LATER, *words]}, ROUNDS)
            over.append(told_process(f"later: {name}", taken[name], taken[FLOOR]))
    over += [told_merge(name, THEIRS[name]) for name in THEIRS]
    return int(any(over))


def cases(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """What each driver is called with, once the files that it reads are written."""
    files = {"base": BASE, "ours": OURS, **THEIRS}
    names = {name: str(folder / f"{name}.md") for name in files}
    for name, data in files.items():
        Path(names[name]).write_bytes(data)
    sides, target = (names["base"], names["ours"]), str(folder / "merged.md")
    merges = {f"merge, {name}": ("mergetool", *sides, names[name], target) for name in THEIRS}
    after = names["rule lost"]
    compared = ("diff", "false", ".claude/agents/a.md", sides[0], "0", "0", after, "0", "0")
    return merges | {"diff": compared, "text": ("text", after)}


def told_process(name: str, seconds: float, floor: float) -> bool:
    """Print a case; whether it is over the budget."""
    over = name != FLOOR and seconds > BUDGET * floor
    verdict = "" if name == FLOOR else f"  budget {BUDGET:.0f} x: {'BROKEN' if over else 'kept'}"
    print(f"{name:<24} {seconds * 1000:6.1f} ms {seconds / floor:5.2f} x{verdict}")
    return over


def told_merge(name: str, theirs: bytes) -> bool:
    """Print how long a merge takes in process; whether that is over the budget."""
    times = []
    for number in range(50):
        # Other texts each time: what is remembered of a text must not help the next merge.
        last = f"\nRound {number}.\n".encode()
        started = time.perf_counter()
        merge(BASE + last, OURS + last, theirs + last, path=".claude/agents/a.md")
        times.append(time.perf_counter() - started)
    seconds = statistics.median(times)
    over = seconds > IN_PROCESS
    verdict = "BROKEN" if over else "kept"
    print(f"in process, {name:<10} {seconds * 1000:2.1f} ms  budget {IN_PROCESS * 1000:.0f} ms: {verdict}")
    return over


if __name__ == "__main__":
    sys.exit(main())
