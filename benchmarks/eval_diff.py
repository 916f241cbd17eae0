"""How good the semantic diff is on real files: small cases, real edits read by people, and the laws.

Reads the corpus where `tests/support/shared.py` finds it; prints Markdown tables; exits 1 when a bar is
missed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from agentreg.diff.changes import Change, is_meaningful
from agentreg.diff.compare import compare
from agentreg.diff.explain import unexplained_lines
from agentreg.diff.files import pair_files
from agentreg.diff.kind_table import KINDS
from agentreg.formats.locate import is_candidate
from agentreg.formats.read import read_definition
from agentreg.git.history import Commit, walk
from agentreg.git.objects import BlobReader
from agentreg.git.process import Git
from agentreg.git.refs import list_refs
from agentreg.model.definition import Definition, Kind

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.shared import BUNDLES, SHARED


class Edit(NamedTuple):
    """A row of diff_edits.toml.

    Attributes:
        line: The line of the corpus page.
        bundle: How the bundle's name starts.
        date: The author's date.
        path: The file; empty for all agents that the commit touches.
        expected: How often each kind occurs.
        subject: How the commit's subject starts; empty when date and path say enough.
        also: Kinds, or their first words, that may occur beside.
    """

    line: int
    bundle: str
    date: date
    expected: dict[str, int]
    path: str = ""
    subject: str = ""
    also: tuple[str, ...] = ()


class Table:
    """A Markdown table that remembers whether a row missed its bar."""

    def __init__(self, title: str, *headers: str) -> None:
        self.missed = 0
        print(f"\n## {title}\n\n| {' | '.join(headers)} |\n|{'---|' * len(headers)}")

    def row(self, *cells: object, right: bool) -> None:
        """Print one row and its verdict."""
        self.missed += not right
        shown = [*(str(cell).replace("|", "/") for cell in cells), "right" if right else "WRONG"]
        print(f"| {' | '.join(shown)} |")


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


def real_edits(mirrors: dict[str, Git]) -> int:
    """Commits that people have read."""
    table = Table("Real edits", "line", "file", "changes", "verdict")
    rows = tomllib.loads((Path(__file__).parent / "diff_edits.toml").read_text(encoding="utf-8"))["edit"]
    for edit in (Edit(**row) for row in rows):
        git = next(git for name, git in mirrors.items() if name.startswith(edit.bundle))
        sides = _sides(git, edit)
        if sides is None:
            table.row(edit.line, edit.path, "not found", right=False)
            continue
        told = Counter(change.kind.value for change in sides if is_meaningful(change))
        extra = [kind for kind in told if kind not in edit.expected and not kind.startswith(tuple(edit.also))]
        right = not extra and all(told[kind] == count for kind, count in edit.expected.items())
        shown = ", ".join(f"{kind} {count}" for kind, count in sorted(told.items()))
        table.row(edit.line, Path(edit.path).name or edit.subject, shown or "none", right=right)
    return table.missed


def _sides(git: Git, edit: Edit) -> list[Change] | None:
    for commit in history(git):
        named = commit.date.startswith(edit.date.isoformat()) and commit.subject.startswith(edit.subject)
        if named and any(edit.path in ("", entry.path) and entry.status in "AM" for entry in commit.changes):
            return _changes(git, commit, edit.path)
    return None


def _changes(git: Git, commit: Commit, path: str) -> list[Change]:
    """What the commit changed in the agent at `path` after it, wherever it was; in all without a path."""
    with BlobReader(git) as reader:
        sides = [list(_definitions(reader, commit, pick)) for pick in (_before, _after)]
    changes: list[Change] = []
    # The one file may have been no agent before: a commit had left it almost empty.
    for pair in pair_files(*sides) if path else pair_files(*map(_agents, sides)):
        if not path or (pair.after and pair.after.path == path):
            changes += pair.changes
            changes += compare(pair.before, pair.after) if pair.before and pair.after else ()
    return changes


def reorganisation(git: Git) -> int:
    """Two commits that moved all agents: nothing may read as new and gone."""
    table = Table("Reorganisations", "commit", "moved", "copied", "added", "removed", "verdict")
    for commit in history(git):
        moves = [entry for entry in commit.changes if entry.is_deleted]
        if len(moves) < 60:
            continue
        told: Counter[str] = Counter()
        with BlobReader(git) as reader:
            sides = [_agents(_definitions(reader, commit, pick)) for pick in (_before, _after)]
        for pair in pair_files(*sides):
            told.update(change.kind.value for change in pair.changes)
            told["added"] += pair.before is None
            told["removed"] += pair.after is None
        right = told["file-moved"] + told["copied"] > 3 * (told["added"] + told["removed"])
        shown = (told["file-moved"], told["copied"], told["added"], told["removed"])
        table.row(f"{commit.date[:10]} {commit.subject[:40]}", *shown, right=right)
    return table.missed


def _before(commit: Commit) -> Iterator[tuple[str, str]]:
    return ((entry.before[0], entry.path) for entry in commit.changes if entry.before[0].strip("0"))


def _after(commit: Commit) -> Iterator[tuple[str, str]]:
    return ((entry.oid, entry.path) for entry in commit.changes if not entry.is_deleted)


def _definitions(
    reader: BlobReader, commit: Commit, pick: Callable[[Commit], Iterator[tuple[str, str]]]
) -> Iterator[Definition]:
    for oid, path in pick(commit):
        data = reader.read(oid)
        if data is not None:
            yield read_definition(data, path)


def _agents(definitions: Iterable[Definition]) -> list[Definition]:
    return [definition for definition in definitions if definition.kind is Kind.AGENT]


def laws(mirrors: dict[str, Git]) -> int:
    """Consecutive revisions of one path: every line explained, symmetric, the same each time."""
    counted = ("pairs", "unexplained", "asymmetric", "unstable")
    table = Table("Consecutive revisions", "bundle", *counted, "verdict")
    for name, git in mirrors.items():
        counts: Counter[str] = Counter()
        for before, after in _pairs(git):
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


def _pairs(git: Git) -> Iterator[tuple[Definition, Definition]]:
    seen: dict[tuple[str, str], str] = {}
    for commit in history(git):
        for entry in commit.changes:
            if entry.status == "M" and entry.mode.startswith("100"):
                seen.setdefault((entry.before[0], entry.oid), entry.path)
    with BlobReader(git) as reader:
        for (before, after), path in seen.items():
            data = reader.read(before), reader.read(after)
            if data[0] is not None and data[1] is not None:
                yield read_definition(data[0], path), read_definition(data[1], path)


def history(git: Git) -> Iterator[Commit]:
    return walk(git, {ref.commit for ref in list_refs(git) if ref.commit}, keep=is_candidate)


def main() -> int:
    if SHARED is None:
        print("skipped: the corpus is not here (see tests/support/shared.py)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        mirrors = {}
        for bundle in BUNDLES:
            target = Path(folder) / f"{bundle.stem}.git"
            subprocess.run(["git", "clone", "--quiet", "--mirror", bundle, target], check=True)
            mirrors[bundle.stem] = Git(target)
        moved = next(git for name, git in mirrors.items() if name.startswith("wshobson"))
        missed = small_cases(SHARED / "cases" / "diff") + real_edits(mirrors) + reorganisation(moved)
        missed += laws(mirrors)
    print(f"\n{missed} wrong")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
