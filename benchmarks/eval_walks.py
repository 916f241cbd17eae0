"""Random walks of a project with variants through months of work: news, edits, syncs, merges, conflicts.

After each step the laws of a sync must hold (tests/support/walks.py).

Usage: python benchmarks/eval_walks.py [WALKS] [STEPS]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from workplaces import workplace

from support.walks import Broken, Walk

WALKS, STEPS = 40, 30


def main(walks: int, steps: int) -> int:
    wrong, deeds = 0, Counter[str]()
    for seed in range(walks):
        with workplace() as folder:
            walk = Walk(folder, seed)
            try:
                walk.go(steps)
            except Broken as broken:
                wrong += 1
                print(f"- WRONG {broken}")
            deeds.update(deed for deed in walk.deeds[1:] if not deed.startswith(" "))
    told = ", ".join(f"{count} {deed}" for deed, count in deeds.most_common())
    print(f"{walks} walks of {steps} steps: {told}")
    print(f"{wrong} wrong")
    return int(wrong > 0)


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(numbers + [WALKS, STEPS][len(numbers) :])))
