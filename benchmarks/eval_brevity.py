"""How short the report is where Git is long-winded: pairs with moves, renumbering or re-wrapping.

Reads the corpus where `tests/support/shared.py` finds it; prints a Markdown table; exits 1 when the bar is
missed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from histories import consecutive, open_mirrors
from tables import Table

from agentreg.diff.changes import Change
from agentreg.diff.kinds import Kind
from agentreg.model.definition import Definition
from agentreg.report.page import Page
from agentreg.report.text import render_text
from agentreg.review.compare import gather, review_pair
from agentreg.review.values import AgentReview, Labelled
from support.shared import SHARED

# The report has at most so many lines for each line of `git diff`.
BAR = 1 / 3

_NUMBERED = re.compile(r"\s*(?:#+ )?\d+[.)]\s")
_MOVED = ("-moved", "-reordered")


class Lengths(NamedTuple):
    """How many lines a reader gets."""

    git: int
    report: int


def brevity(pairs: Iterator[tuple[Definition, Definition]]) -> int:
    """The table; returns how many of its rows missed the bar."""
    traits: Counter[str] = Counter()
    lengths: list[Lengths] = []
    for before, after in pairs:
        agent = review_pair(Labelled(before, "a"), Labelled(after, "b"))
        found = list(_traits(agent, before, after))
        if found:
            traits.update(found)
            diff = _git_diff(before.document.text, after.document.text)
            lengths.append(Lengths(diff, sum(1 for _ in render_text(gather([agent]), Page()))))
    title = f"Brevity: {', '.join(f'{count} pairs with {trait}' for trait, count in sorted(traits.items()))}"
    table = Table(title, "pairs", "lines of git diff", "of the report", "ratio", "median", "verdict")
    git, report = (sum(numbers) for numbers in zip(*lengths, strict=True))
    middle = median(each.report / each.git for each in lengths)
    shown = (len(lengths), git, report, f"{report / git:.2f}", f"{middle:.2f}")
    table.row(*shown, right=max(report / git, middle) <= BAR)
    return table.missed


def _git_diff(before: str, after: str) -> int:
    """How many lines `git diff` prints."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("a.md", "b.md")]
        for path, text in zip(paths, (before, after), strict=True):
            path.write_bytes(text.encode("utf-8", "surrogateescape"))
        command = ["git", "diff", "--no-index", "--no-color", "--", *map(str, paths)]
        done = subprocess.run(command, check=False, capture_output=True)
    return done.stdout.count(b"\n")


def _traits(agent: AgentReview, before: Definition, after: Definition) -> Iterator[str]:
    if any(change.kind.endswith(_MOVED) and change.kind is not Kind.FILE_MOVED for change in agent.changes):
        yield "moves"
    lines = [set(side.document.text.splitlines()) for side in (before, after)]
    gone, new = (set(map(_unnumbered, side)) for side in (lines[0] - lines[1], lines[1] - lines[0]))
    if (gone & new) - {None}:
        yield "renumbering"
    if any(_is_wrapped(change, before, after) for change in agent.changes):
        yield "re-wrapping"


def _unnumbered(line: str) -> str | None:
    number = _NUMBERED.match(line)
    return line[number.end() :] if number else None


def _is_wrapped(change: Change, before: Definition, after: Definition) -> bool:
    """Whether the same words stand on other lines."""
    if change.kind is not Kind.REFORMATTED or not change.before_span or not change.after_span:
        return False
    written = change.before_span.of(before.document.text), change.after_span.of(after.document.text)
    lines = [[line.split() for line in text.splitlines() if line.strip()] for text in written]
    return lines[0] != lines[1] and written[0].split() == written[1].split()


def main() -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    with open_mirrors() as mirrors:
        missed = brevity(pair for git in mirrors.values() for pair in consecutive(git))
    print(f"\n{missed} wrong")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
