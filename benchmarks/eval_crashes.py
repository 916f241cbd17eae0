"""A sync over five repositories, killed at every step of its writing and at every tenth of its reading.

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

from support.crashes import Stage, was_killed


def main(stride: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder))
        os.environ["AGENTREG_CACHE"] = str(stage.work / "cache")
        stage.build()
        if stage.run() != 0:
            print("the run that nobody kills fails")
            return 1
        wanted, points = stage.branches(), stage.steps().points()[::stride]
        counts, wrong = Counter[str](), 0
        for point in points:
            code, faults = stage.dies_at(point, wanted)
            counts[f"{point.how}, killed" if was_killed(code) else f"{point.how}, ended before it"] += 1
            for fault in faults:
                wrong += 1
                print(f"- WRONG {point.how} {point.number}: {fault}")
    print(f"\n{len(points)} points")
    for what, count in sorted(counts.items()):
        print(f"- {what}: {count}")
    print(f"{wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1))
