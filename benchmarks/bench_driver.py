"""The Git drivers: whole processes for a definition of 6 KB, as ratios to `python -c pass`.

Budget: at most 3 x the floor.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench_diff import definition
from processes import FLOOR, medians

from agentreg_cli.commands.git import PROGRAM

ROUNDS = 15
BUDGET = 3.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        names = [str(Path(folder, name)) for name in ("base.md", "ours.md", "theirs.md")]
        base, theirs = (definition(1, edited=edited) for edited in (False, True))
        for name, data in zip(names, (base, base.replace(b"Note 9:", b"Note nine:"), theirs), strict=True):
            Path(name).write_bytes(data)
        before, _, after = names
        prompt, tools = (str(Path(folder, name)) for name in ("prompt.md", "tools.md"))
        Path(prompt).write_bytes(base.replace(b"part 3 of", b"part thirty of"))
        Path(tools).write_bytes(base.replace(b"tools: Read, Grep", b"tools: Read, Grep, Bash"))
        cases = {
            "merge, prompt": ["mergetool", *names[:2], prompt, str(Path(folder, "merged.md"))],
            "merge, tools": ["mergetool", *names[:2], tools, str(Path(folder, "merged.md"))],
            "merge, rule lost": ["mergetool", *names, str(Path(folder, "merged.md"))],
            "diff": ["diff", "false", ".claude/agents/a.md", before, "0", "0", after, "0", "0"],
            "text": ["text", after],
        }
        taken = medians({name: [*PROGRAM[1:], *words] for name, words in cases.items()}, ROUNDS)
    over = False
    for name, seconds in taken.items():
        ratio = seconds / taken[FLOOR]
        verdict = (
            "" if name == FLOOR else f"  budget {BUDGET:.0f} x: {'kept' if ratio <= BUDGET else 'BROKEN'}"
        )
        over |= verdict.endswith("BROKEN")
        print(f"{name:<16} {seconds * 1000:6.1f} ms {ratio:5.2f} x{verdict}")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
