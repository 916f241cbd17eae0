"""How good the semantic diff is: small cases with one edit each, and the laws on every real pair.

Reads the corpus where `tests/support/shared.py` finds it; prints Markdown tables; exits 1 when a bar is
missed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from histories import consecutive, open_mirrors
from tables import Table

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.kind_table import KINDS
from agentreg.formats.read import read_definition
from agentreg.git.process import Git
from support.shared import SHARED


def small_cases(folder: Path) -> int:
    """The cases of one edit each: no change for no-ops, else as many as the truth says, moves as moves."""
    table = Table("Small cases", "case", "what", "changes", "verdict")
    for case in sorted(folder.iterdir()):
        truth = json.loads((case / "truth.json").read_text(encoding="utf-8"))
        sides = [
            read_definition((case / name).read_bytes(), ".claude/agents/x.md") for name in ("a.md", "b.md")
        ]
        kinds = [change.kind.value for change in compare(*sides) if is_meaningful(change)]
        moved = any(kind.endswith("-moved") for kind in kinds)
        right = len(kinds) == truth["ideal"] and moved == truth["move"]
        table.row(case.name, truth["name"], ", ".join(kinds) or "none", right=right)
    return table.missed


def laws(mirrors: dict[str, Git]) -> int:
    """Consecutive revisions of one path: every line explained, symmetric, the same each time."""
    counted = ("pairs", "unexplained", "asymmetric", "unstable")
    table = Table("Consecutive revisions", "bundle", *counted, "verdict")
    for name, git in mirrors.items():
        counts: Counter[str] = Counter()
        for before, after in consecutive(git):
            counts["pairs"] += 1
            changes = compare(before, after)
            counts["unexplained"] += bool(
                unexplained_lines(before.document.text, after.document.text, changes)
            )
            counts["asymmetric"] += _counted(map(_mirrored, changes)) != _counted(compare(after, before))
            counts["unstable"] += changes != compare(before, after)
        broken = counts["unexplained"] + counts["asymmetric"] + counts["unstable"]
        table.row(name, *(counts[what] for what in counted), right=not broken)
    return table.missed


def _mirrored(change: Change) -> Change:
    kind = KINDS[change.kind].mirror or change.kind
    spans = change.after_span, change.before_span
    return Change(kind, "", change.after, change.before, *spans, change.similarity)


def _counted(changes: Iterator[Change] | tuple[Change, ...]) -> Counter[Change]:
    # A subject names the side before first, so it differs by direction.
    return Counter(change._replace(subject="") for change in changes)


def main() -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    missed = small_cases(SHARED / "cases" / "diff")
    with open_mirrors() as mirrors:
        missed += laws(mirrors)
    print(f"\n{missed} wrong")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
