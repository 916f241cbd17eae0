"""Whether the diff still says what was found right when it was read by hand against `git diff`.

`verdicts.toml` has pairs of consecutive revisions, drawn at random, each with the kinds that were told when
the two texts were read, and the verdict.
A pair that is told otherwise today has to be read again.

Usage: python benchmarks/eval_verdicts.py              hold the diff against the verdicts
       python benchmarks/eval_verdicts.py draw N SEED  N rows to read, with what is told now
       python benchmarks/eval_verdicts.py show PLACE   the lines of Git and the report of one row, from 0
"""

from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from histories import history, open_mirrors
from tables import Table

from agentreg.diff.changes import is_meaningful
from agentreg.diff.compare import compare
from agentreg.formats.read import read_definition
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.model.definition import Definition
from support.shared import SHARED

VERDICTS = Path(__file__).resolve().parent / "verdicts.toml"
# Of so many pairs read, at least this share must have been found right.
LEAST_RIGHT = 0.97


class Verdict(NamedTuple):
    """A row of verdicts.toml.

    Attributes:
        repository: The bundle.
        commit: The commit that made the second revision.
        path: The file.
        told: How often each kind was told when the pair was read.
        right: Whether this is what changed.
        note: What was wrong, or worth knowing.
    """

    repository: str
    commit: str
    path: str
    told: dict[str, int]
    right: bool
    note: str = ""


class Drawn(NamedTuple):
    """A change of one file in one commit."""

    repository: str
    commit: str
    path: str
    before: str
    after: str


def read_verdicts() -> list[Verdict]:
    """All rows of verdicts.toml."""
    return [Verdict(**row) for row in tomllib.loads(VERDICTS.read_text(encoding="utf-8"))["verdict"]]


def check(mirrors: dict[str, Git]) -> int:
    """Hold the diff against every verdict; returns how many rows miss."""
    table = Table("Pairs read by hand", "repository", "commit", "file", "changes", "note", "verdict")
    verdicts = read_verdicts()
    for row in verdicts:
        told = counted(*_sides(mirrors[row.repository], row.commit, row.path))
        changed = "" if told == row.told else " (told otherwise when it was read)"
        name = Path(row.path).name
        shown = f"{sum(told.values())} in {len(told)} kinds{changed}"
        table.row(row.repository, row.commit[:10], name, shown, row.note, right=row.right and not changed)
    share = sum(row.right for row in verdicts) / len(verdicts)
    print(f"\n{len(verdicts)} pairs read, {share:.0%} right (at least {LEAST_RIGHT:.0%})")
    changed_rows = table.missed - sum(not row.right for row in verdicts)
    return changed_rows + (share < LEAST_RIGHT)


def counted(before: Definition, after: Definition) -> dict[str, int]:
    """How often each kind is told, formatting left out; `format` when nothing else is."""
    changes = compare(before, after)
    told = Counter(change.kind.value for change in changes if is_meaningful(change))
    return dict(sorted(told.items())) or {"format": 1}


def draw(mirrors: dict[str, Git], number: int, seed: int) -> None:
    """Print rows for `verdicts.toml` to be read and judged."""
    pool = sorted(one for name, git in mirrors.items() for one in _changed(name, git))
    for one in random.Random(seed).sample(pool, number):  # noqa: S311 - a draw that can be repeated
        told = counted(*_sides(mirrors[one.repository], one.commit, one.path))
        listed = ", ".join(f"{kind} = {count}" for kind, count in told.items())
        print(f'[[verdict]]\nrepository = "{one.repository}"\ncommit = "{one.commit}"\npath = "{one.path}"')
        print(f"told = {{ {listed} }}\nright = true\n")


def _changed(name: str, git: Git) -> Iterator[Drawn]:
    """Each pair of contents that one path had one after the other, once."""
    seen = set()
    for commit in history(git):
        for entry in commit.changes:
            pair = entry.before[0], entry.oid
            if entry.status == "M" and entry.mode.startswith("100") and pair not in seen:
                seen.add(pair)
                yield Drawn(name, commit.oid, entry.path, *pair)


def show(mirrors: dict[str, Git], place: int) -> None:
    """Print both ways to look at one row: Git's, and the report."""
    row = read_verdicts()[place]
    git = mirrors[row.repository]
    print(row, flush=True)
    arguments = ["diff", "--no-color", f"{row.commit}^", row.commit, "--", row.path]
    subprocess.run(["git", "--git-dir", git.git_dir, *arguments], check=True)
    ends = f"{row.commit}^:{row.path}", f"{row.commit}:{row.path}"
    subprocess.run(["agentreg", "-C", git.git_dir, "diff", *ends, "--no-policy"], check=False)


def _sides(git: Git, commit: str, path: str) -> tuple[Definition, Definition]:
    found = next(one for one in history(git) if one.oid == commit)
    entry = next(entry for entry in found.changes if entry.path == path)
    with BlobReader(git) as reader:
        texts = [reader.read(oid) for oid in (entry.before[0], entry.oid)]
    before, after = (read_definition(text, path) for text in texts if text is not None)
    return before, after


def main(*arguments: str) -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    with open_mirrors() as mirrors:
        match arguments:
            case ():
                return check(mirrors)
            case ("draw", number, seed):
                draw(mirrors, int(number), int(seed))
            case ("show", place):
                show(mirrors, int(place))
            case _:
                print(__doc__)
                return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
