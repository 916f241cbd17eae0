"""A sync over five repositories, killed at every step of its writing and at every tenth of its reading.

Then the same side by side, where copies of the run call Git: at every call a copy is killed, or all but the
copies; which call that is differs from run to run.

After each kill every branch must be where it was or where it should be, everything else as it was, and Git's
own check content; run again without a kill, the branches must be those of a run that was never killed, and
nothing must be left over.

Usage: python benchmarks/eval_crashes.py [STRIDE]   (every STRIDEth of these points; all by default)
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from agentreg_cli.copies import CAN_COPY
from agentreg_cli.errors import ExitCode
from support.crashes import How, Point, Stage, was_killed


def main(stride: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        os.environ["AGENTREG_CACHE"] = str(stage.work / "cache")
        stage.build()
        if stage.run() != 0:
            print("the run that nobody kills fails")
            return 1
        wanted, points = stage.branches(), stage.steps().points()[::stride]
        tries = [(stage, point) for point in points]
        if CAN_COPY:
            numbers = range(1, len(stage.steps().calls) + 1)
            beside = [Point(how, number) for number in numbers for how in (How.BEFORE, How.HALF, How.WHOLE)]
            tries += [(stage._replace(jobs=2), point) for point in beside[::stride]]
        counts, wrong = Counter[str](), 0
        for where, point in tries:
            code, faults = where.dies_at(point, wanted)
            killed = was_killed(code) or (where.jobs > 1 and code == ExitCode.FAILED)
            way = f"{point.how}, {where.jobs} at once"
            counts[f"{way}, killed" if killed else f"{way}, ended before it"] += 1
            for fault in faults:
                wrong += 1
                print(f"- WRONG {way} {point.number}: {fault}")
    print(f"\n{len(tries)} points")
    for what, count in sorted(counts.items()):
        print(f"- {what}: {count}")
    print(f"{wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
