"""Whether merges of real copies are still what was found right when they were read by hand.

`merge_verdicts.toml` has triples drawn at random, 60 that merge cleanly and 60 that ask, with nothing owned.
A clean one is right when it has what each side did to the base and nothing else; one that asks is right when
only a person can decide. A merge that gives something else today has to be read again.

Usage: python benchmarks/eval_merge_verdicts.py              hold the merge against the verdicts
       python benchmarks/eval_merge_verdicts.py draw N SEED  N rows of either kind to read
       python benchmarks/eval_merge_verdicts.py show ID      what each side did, and what the merge made of it
"""

from __future__ import annotations

import hashlib
import random
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

from eval_merge import Case, indexed_cases, merged_case
from tables import Table

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.merge.values import Merged
from support.shared import SHARED

VERDICTS = Path(__file__).resolve().parent / "merge_verdicts.toml"


class Verdict(NamedTuple):
    """A row of merge_verdicts.toml.

    Attributes:
        id: The triple.
        gives: What the merge gave when it was read: `clean` and the first digits of the result's SHA-256, or
            `asks` and the subjects of the conflicts.
        right: Whether that is right.
        note: What was wrong, or worth knowing.
    """

    id: str
    gives: str
    right: bool
    note: str = ""


def check(cases: dict[str, Case]) -> int:
    """Hold the merge against every verdict; returns how many rows miss."""
    table = Table("Merges read by hand", "triple", "gives", "note", "verdict")
    for row in (Verdict(**row) for row in tomllib.loads(VERDICTS.read_text(encoding="utf-8"))["verdict"]):
        now = gives(merged_case(cases[row.id]))
        shown = row.gives if now == row.gives else f"{now}, was {row.gives}"
        table.row(row.id, shown, row.note, right=row.right and now == row.gives)
    return table.missed


def gives(merged: Merged) -> str:
    """What a merge gives, in short."""
    if merged.clean:
        return f"clean {hashlib.sha256(merged.text).hexdigest()[:12]}"
    return f"asks {', '.join(sorted({conflict.subject for conflict in merged.conflicts}))}"


def draw(cases: dict[str, Case], number: int, seed: int) -> None:
    """Print rows for `merge_verdicts.toml` to be read and judged."""
    told = {name: gives(merged_case(case)) for name, case in cases.items()}
    for kind in ("clean", "asks"):
        pool = sorted(name for name, what in told.items() if what.startswith(kind))
        for name in sorted(random.Random(seed).sample(pool, number)):  # noqa: S311 - can be repeated
            print(
                f'[[verdict]]\nid = "{name}"\ngives = "{told[name]}"\nright = false\nnote = "not read yet"\n'
            )


def show(case: Case) -> None:
    """Print what each side did, what the merge did to either, and what is left to decide."""
    merged = merged_case(case)
    steps = {
        "ours did": (case.base, case.ours),
        "theirs did": (case.base, case.theirs),
        "the merge did to ours": (case.ours, merged.text),
        "the merge did to theirs": (case.theirs, merged.text),
    }
    for title, sides in steps.items():
        print(f"\n{title}:")
        for change in filter(is_meaningful, compare(*map(read_definition, sides)) if merged.clean else ()):
            print(f"  {change.kind} {change.subject}: {change.before[:80]!r} -> {change.after[:80]!r}")
    for conflict in merged.conflicts:
        print(f"\n{conflict.subject}: {conflict.reason}")
        for side in (conflict.base, conflict.ours, conflict.theirs):
            print(f"  {side[:300]!r}")


def main(*arguments: str) -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("no corpus here: skipped")
        return 0
    cases = {str(case.about["id"]): case for case in indexed_cases(SHARED / "corpus" / "triples")}
    match arguments:
        case ():
            return int(check(cases) > 0)
        case ("draw", number, seed):
            draw(cases, int(number), int(seed))
        case ("show", name):
            show(cases[name])
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
