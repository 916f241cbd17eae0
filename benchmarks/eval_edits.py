"""Whether the diff says of real commits what people say who have read them.

The commits are those of the corpus page edits.md. Those of repositories that are not among the bundles were
written again on a text of our own (`fixtures/edits`); given a folder with clones of the repositories
themselves, `OWNER+NAME.git` each, the same expectation is held against the commit.

Usage: python benchmarks/eval_edits.py [FOLDER]
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from histories import agents, both_sides, changes_of, history, open_mirrors
from tables import Table

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.files import pair_files
from agentreg.formats.read import read_definition
from agentreg.git.process import Git
from support.shared import SHARED

HERE = Path(__file__).resolve().parent
WRITTEN_AGAIN = HERE.parent / "fixtures" / "edits"


class Edit(NamedTuple):
    """A row of edits.toml.

    Attributes:
        line: The line of the corpus page.
        repository: How the name of the bundle or clone starts.
        date: The author's date.
        path: The file; empty for all agents that the commit touches.
        expected: How often each kind occurs.
        subject: How the commit's subject starts; empty when date and path say enough.
        also: Kinds, or their first words, that may occur beside.
        pair: The folder in `fixtures/edits` where the edit is written again.
    """

    line: int
    repository: str
    date: date
    expected: dict[str, int]
    path: str = ""
    subject: str = ""
    also: tuple[str, ...] = ()
    pair: str = ""


def read_edits() -> list[Edit]:
    """All rows of edits.toml."""
    rows = tomllib.loads((HERE / "edits.toml").read_text(encoding="utf-8"))["edit"]
    return [Edit(**row) for row in rows]


def real_edits(mirrors: dict[str, Git]) -> int:
    """Commits that people have read; returns how many are told otherwise."""
    table = Table("Real edits", "line", "file", "where", "changes", "verdict")
    for edit in read_edits():
        name = Path(edit.path).name or edit.subject
        git = next((git for known, git in mirrors.items() if known.startswith(edit.repository)), None)
        if git is not None:
            told = counted(_committed(git, edit))
            table.row(edit.line, name, edit.repository, _shown(told), right=is_right(edit, told))
        if edit.pair:
            told = counted(written_again(edit))
            table.row(edit.line, name, "written again", _shown(told), right=is_right(edit, told))
    return table.missed


def written_again(edit: Edit) -> tuple[Change, ...]:
    """What the diff says of the edit on a text of our own."""
    sides = [(WRITTEN_AGAIN / edit.pair / f"{side}.md").read_bytes() for side in ("before", "after")]
    return compare(*(read_definition(data, edit.path) for data in sides))


def counted(changes: list[Change] | tuple[Change, ...]) -> Counter[str]:
    """How often each kind occurs, formatting left out."""
    return Counter(change.kind.value for change in changes if is_meaningful(change))


def is_right(edit: Edit, told: Counter[str]) -> bool:
    """Whether what was told is what is expected."""
    extra = [kind for kind in told if kind not in edit.expected and not kind.startswith(tuple(edit.also))]
    return not extra and all(told[kind] == count for kind, count in edit.expected.items())


def _shown(told: Counter[str]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(told.items())) or "none"


def _committed(git: Git, edit: Edit) -> list[Change]:
    for commit in history(git):
        named = commit.date.startswith(edit.date.isoformat()) and commit.subject.startswith(edit.subject)
        if named and any(edit.path in ("", entry.path) and entry.status in "AM" for entry in commit.changes):
            return changes_of(git, commit, edit.path)
    raise LookupError(f"edits.toml, line {edit.line} of the page: no such commit in {edit.repository}")


def reorganisations(git: Git) -> int:
    """Commits that moved all agents: nothing may read as new and gone."""
    table = Table("Reorganisations", "commit", "moved", "copied", "added", "removed", "verdict")
    for commit in history(git):
        if sum(entry.is_deleted for entry in commit.changes) < 60:
            continue
        told: Counter[str] = Counter()
        for pair in pair_files(*map(agents, both_sides(git, commit))):
            told.update(change.kind.value for change in pair.changes)
            told["added"] += pair.before is None
            told["removed"] += pair.after is None
        right = told["file-moved"] + told["copied"] > 3 * (told["added"] + told["removed"])
        shown = (told["file-moved"], told["copied"], told["added"], told["removed"])
        table.row(f"{commit.date[:10]} {commit.subject[:40]}", *shown, right=right)
    return table.missed


def main(clones: str = "") -> int:
    """Returns the exit code."""
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    with open_mirrors() as mirrors:
        more = {folder.stem: Git(folder) for folder in Path(clones).glob("*.git")} if clones else {}
        moved = next(git for name, git in mirrors.items() if name.startswith("wshobson"))
        missed = real_edits(mirrors | more) + reorganisations(moved)
    print(f"\n{missed} wrong")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
